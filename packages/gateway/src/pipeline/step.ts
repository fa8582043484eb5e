import type { FragmentPlace, PolicyScope, Position, SectionName } from '@sluice/policy-language'
import type { CallContext } from './call-context.ts'

export type { PolicyScope, SectionName }

/** What a step returns to stop: the response in the context is the answer, no further section runs. */
export const answered = Object.freeze({ respond: true })

/** What a step of inbound returns when the response is there already: no backend is asked, outbound runs. */
export const responseFound = Object.freeze({ respond: false })

export type StepOutcome = typeof answered | typeof responseFound

/**
 * One compiled policy. Goes on (undefined) or stops (`answered`); it throws only on failure, which jumps to on-error.
 * A step that need not wait returns no promise: the runner awaits only promises.
 */
export interface Step {
  // biome-ignore lint/suspicious/noConfusingVoidType: a step that only acts should not have to write `return undefined`
  (context: CallContext): void | StepOutcome | Promise<void | StepOutcome>
  /** Of a policy that answers preflights. */
  readonly preflight?: PreflightStep
}

/**
 * Answers an OPTIONS request by which a browser asks what it may do, and which meets no operation of its own.
 * @returns `allowed` with the answer in the context's response, `refused` when nobody else shall be asked, `passed` on
 */
export type PreflightStep = (context: CallContext) => 'allowed' | 'refused' | 'passed'

/** Where a step comes from; what `context.LastError` shows of it. */
export interface StepOrigin {
  readonly policy: string
  /** The `id` attribute of its statement. */
  readonly policyId: string | undefined
  readonly scope: PolicyScope
  readonly section: SectionName
  /** `choose[3]/when[2]/set-header[1]`: counted among elements of the same name. */
  readonly path: string
  /** Resource whose document it stands in. */
  readonly scopeId: string
  /** Of the statement in that document. */
  readonly position: Position
  /** Where the statement itself stands, when a fragment brought it. */
  readonly fragment: FragmentPlace | undefined
}

/**
 * Steps in the order they run. Origins stand beside the steps, not around them: they are looked at on failure only,
 * and a call that succeeds pays nothing for them.
 */
export interface StepList {
  readonly steps: readonly Step[]
  readonly origins: readonly StepOrigin[]
}

/** All scopes merged at their `<base/>`, flat, in the order they run. Made once per operation and product. */
export interface CallProgram {
  readonly inbound: StepList
  readonly backend: StepList
  readonly outbound: StepList
  readonly onError: StepList
  /** Of inbound, in its order. */
  readonly preflights: readonly PreflightStep[]
}
