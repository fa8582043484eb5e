import type { Frame } from './frame.ts'

/** How a statement ended: what runs next. */
export type Signal = 0 | 1 | 2 | 3 | 4
export const goOn: Signal = 0
export const breakLoop: Signal = 1
export const continueLoop: Signal = 2
export const returnValue: Signal = 3
/** `goto case`: the switch around it goes on with the section whose number is in its slot. */
export const jump: Signal = 4

export type Execute = (frame: Frame) => Signal

export interface BoundStatement {
  readonly execute: Execute
  /** Whether what stands behind it can be reached. @see C# 7, 13.2 */
  readonly endIsReachable: boolean
  /** Whether it leaves the loop or switch around it. */
  readonly breaks: boolean
}

export const statement = (execute: Execute, endIsReachable = true, breaks = false): BoundStatement => ({
  execute,
  endIsReachable,
  breaks,
})
