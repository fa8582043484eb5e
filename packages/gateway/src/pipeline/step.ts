import type { CallContext } from './call-context.ts'

/** What a step returns to stop: the response in the context is the answer, no further section runs. */
export const answered = Object.freeze({ respond: true })
export type Answered = typeof answered

export type StepResult = undefined | Answered

/**
 * One compiled policy. Goes on (undefined) or stops (`answered`); it throws only on failure, which jumps to on-error.
 * A step that need not wait returns no promise: the runner awaits only promises.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a step that only acts should not have to write `return undefined`
export type Step = (context: CallContext) => void | Answered | Promise<void | Answered>

export type SectionName = 'inbound' | 'backend' | 'outbound' | 'on-error'

/** All scopes merged at their `<base/>`, flat, in the order they run. Made once per operation and product. */
export interface CallProgram {
  readonly inbound: readonly Step[]
  readonly backend: readonly Step[]
  readonly outbound: readonly Step[]
  readonly onError: readonly Step[]
}
