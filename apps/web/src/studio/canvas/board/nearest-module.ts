import type { ExperimentNode } from '@sluice/contracts'
import { moduleSize, type Place, placeOf } from '@sluice/dataflow'

export type Direction = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight'

const vectors: Readonly<Record<Direction, Place>> = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
}

export const isDirection = (key: string): key is Direction => key in vectors

/** One step of the keyboard. */
export const stepOf = (direction: Direction, length: number): Place => ({
  x: vectors[direction].x * length,
  y: vectors[direction].y * length,
})

/** The next module in a direction: rather straight on than near; undefined = none lies there. */
export function nearestModule(
  nodes: readonly ExperimentNode[],
  from: string,
  direction: Direction,
): string | undefined {
  const start = nodes.find(({ id }) => id === from)
  if (start === undefined) return nodes[0]?.id
  const here = placeOf(start)
  const vector = vectors[direction]
  const found = nodes.flatMap((node) => {
    if (node.id === from) return []
    const { x, y } = placeOf(node)
    const along = (x - here.x) * vector.x + (y - here.y) * vector.y
    const aside = Math.abs((x - here.x) * vector.y) + Math.abs((y - here.y) * vector.x)
    const isThere = along > moduleSize.height / 2
    return isThere ? [{ id: node.id, cost: along + 2 * aside }] : []
  })
  return found.sort((a, b) => a.cost - b.cost)[0]?.id
}
