import type { Place } from '@sluice/dataflow'

/** Lines that a module is drawn to while it is dragged. */
export interface Alignment {
  readonly place: Place
  /** Vertical line at this x, horizontal one at this y; undefined = none. */
  readonly x?: number
  readonly y?: number
}

/** So near, a module is drawn to the line. */
const reach = 6

/** The place, drawn to the column and the row of other modules. */
export function alignTo(place: Place, others: readonly Place[]): Alignment {
  const x = nearest(
    place.x,
    others.map((other) => other.x),
  )
  const y = nearest(
    place.y,
    others.map((other) => other.y),
  )
  return {
    place: { x: x ?? place.x, y: y ?? place.y },
    ...(x === undefined ? {} : { x }),
    ...(y === undefined ? {} : { y }),
  }
}

function nearest(value: number, others: readonly number[]): number | undefined {
  let found: number | undefined
  for (const other of others) {
    const distance = Math.abs(other - value)
    if (distance <= reach && (found === undefined || distance < Math.abs(found - value))) found = other
  }
  return found
}
