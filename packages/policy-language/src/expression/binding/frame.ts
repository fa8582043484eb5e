import type { RunState } from '../run/run-state.ts'

/** The variables of one call of a function (or of the expression itself), and the evaluation it belongs to. */
export interface Frame {
  readonly run: RunState
  readonly slots: unknown[]
  /** What `return` gave. */
  result: unknown
}

/** A variable that a lambda may see: it outlives the frame it was declared in, and each round of a loop has its own. */
export interface Cell {
  value: unknown
}

export type Evaluate = (frame: Frame) => unknown
