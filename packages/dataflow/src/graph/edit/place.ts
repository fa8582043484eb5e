import type { ExperimentGraph, ExperimentNode } from '@sluice/contracts'

/** Where a module stands on the canvas: its left upper corner. */
export interface Place {
  readonly x: number
  readonly y: number
}

/** Modules are drawn of one size. */
export const moduleSize = { width: 220, height: 44 } as const

export const placeOf = ({ position }: Pick<ExperimentNode, 'position'>): Place => position ?? { x: 0, y: 0 }

/** From the middle of one module to that of the next below. */
const step = 100

/** The place, or one below it where no other module would lie under the new one. */
export function freePlace(graph: Pick<ExperimentGraph, 'nodes'>, wanted: Place): Place {
  const isFree = ({ x, y }: Place) =>
    !graph.nodes.some((node) => {
      const other = placeOf(node)
      return Math.abs(other.x - x) < moduleSize.width && Math.abs(other.y - y) < moduleSize.height
    })
  let place: Place = { x: Math.round(wanted.x), y: Math.round(wanted.y) }
  while (!isFree(place)) place = { x: place.x, y: place.y + step / 2 }
  return place
}
