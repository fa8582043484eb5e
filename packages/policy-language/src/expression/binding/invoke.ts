import type { RunState } from '../run/run-state.ts'
import type { Callable } from '../types/linked-type.ts'
import type { NetType } from '../types/net-type.ts'
import type { Evaluate } from './frame.ts'

type Loose = (...args: readonly unknown[]) => unknown

/** An implementation ready to be called. */
export interface Invoker {
  readonly needsRun: boolean
  readonly call: Loose
}

/** @param types arguments of the owner's type parameters, then of the method's */
export function invokerOf(implementation: Callable, types: readonly NetType[]): Invoker {
  if ('withRun' in implementation) return { needsRun: true, call: implementation.withRun as Loose }
  if ('withTypes' in implementation) return { needsRun: true, call: implementation.withTypes(...types) as Loose }
  return { needsRun: false, call: implementation as Loose }
}

/** One closure for the usual numbers of arguments: a list of arguments would have to be made for each call. */
export function invokeWith({ needsRun, call }: Invoker, args: readonly Evaluate[]): Evaluate {
  const [a, b, c, d] = args
  if (needsRun) {
    if (a === undefined) return (frame) => call(frame.run)
    if (b === undefined) return (frame) => call(frame.run, a(frame))
    if (c === undefined) return (frame) => call(frame.run, a(frame), b(frame))
    if (d === undefined) return (frame) => call(frame.run, a(frame), b(frame), c(frame))
    return (frame) => call(frame.run, ...args.map((arg) => arg(frame)))
  }
  if (a === undefined) return () => call()
  if (b === undefined) return (frame) => call(a(frame))
  if (c === undefined) return (frame) => call(a(frame), b(frame))
  if (d === undefined) return (frame) => call(a(frame), b(frame), c(frame))
  return (frame) => call(...args.map((arg) => arg(frame)))
}

/** Calls with one value outside of a frame: conversions and operators. */
export function invokeOne({ needsRun, call }: Invoker): (value: unknown, run: RunState) => unknown {
  return needsRun ? (value, run) => call(run, value) : (value) => call(value)
}
