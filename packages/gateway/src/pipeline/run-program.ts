import type { CallContext } from './call-context.ts'
import { noteRefusingAnswer, toRefusal } from './call-refusal.ts'
import { errorAnswer } from './error-answer.ts'
import { toLastError } from './last-error.ts'
import { isPromise, StepFailure } from './run-steps.ts'
import { answered, type CallProgram, responseFound, type StepList, type StepOutcome } from './step.ts'

/** Is told of failures that nobody expected: bugs. What the client gets does not show them. */
export type OnUnexpected = (error: unknown, context: CallContext) => void

/**
 * Runs inbound, backend and outbound, or on-error after a failure. When it is through, the context's response is the
 * answer. A program whose steps need not wait returns undefined and makes no promise; one that waits makes a single
 * promise for each step it waits for. Never throws, never rejects.
 */
export function runProgram(
  program: CallProgram,
  context: CallContext,
  onUnexpected: OnUnexpected,
): undefined | Promise<void> {
  return runFrom({ section: 0, step: 0 }, program, context, onUnexpected)
}

/**
 * Answers a failure that came before the first step or in the middle of one: sets `LastError` and the default answer,
 * then runs on-error, which may change it. Never throws, never rejects.
 */
export function runFailure(
  program: CallProgram,
  context: CallContext,
  failure: unknown,
  onUnexpected: OnUnexpected,
): undefined | Promise<void> {
  answerFailure(context, failure, onUnexpected)
  return runFrom({ section: onErrorIndex, step: 0 }, program, context, onUnexpected)
}

const outboundIndex = 2
const onErrorIndex = 3

interface Place {
  readonly section: number
  readonly step: number
}

function listOf(program: CallProgram, section: number): StepList {
  switch (section) {
    case 0:
      return program.inbound
    case 1:
      return program.backend
    case outboundIndex:
      return program.outbound
    default:
      return program.onError
  }
}

function runFrom(
  from: Place,
  program: CallProgram,
  context: CallContext,
  onUnexpected: OnUnexpected,
): undefined | Promise<void> {
  let { section, step } = from
  while (section <= onErrorIndex) {
    const list = listOf(program, section)
    if (step >= list.steps.length) {
      // on-error is nobody's next section.
      if (section >= outboundIndex) break
      section++
      step = 0
      continue
    }
    let outcome: ReturnType<(typeof list.steps)[number]>
    try {
      outcome = list.steps[step]?.(context)
    } catch (error) {
      return failAt({ section, step }, error, program, context, onUnexpected)
    }
    if (outcome === undefined) {
      step++
      continue
    }
    if (isPromise(outcome)) {
      // The one promise of this wait. An async function around the loop would make one more for every level of calls.
      const place = { section, step }
      return outcome.then(
        (waited) => goOn(place, waited, program, context, onUnexpected),
        (error: unknown) => failAt(place, error, program, context, onUnexpected),
      )
    }
    return goOn({ section, step }, outcome, program, context, onUnexpected)
  }
  addAnswerHeaders(context)
  return undefined
}

function goOn(
  { section, step }: Place,
  // biome-ignore lint/suspicious/noConfusingVoidType: what a step's promise gives
  outcome: void | StepOutcome,
  program: CallProgram,
  context: CallContext,
  onUnexpected: OnUnexpected,
): undefined | Promise<void> {
  if (outcome === answered) {
    noteRefusingAnswer(context, listOf(program, section).origins[step])
    addAnswerHeaders(context)
    return undefined
  }
  const isFound = outcome === responseFound && section < outboundIndex
  const next = isFound ? { section: outboundIndex, step: 0 } : { section, step: step + 1 }
  return runFrom(next, program, context, onUnexpected)
}

function failAt(
  { section, step }: Place,
  error: unknown,
  program: CallProgram,
  context: CallContext,
  onUnexpected: OnUnexpected,
): undefined | Promise<void> {
  const failure = error instanceof StepFailure ? error : new StepFailure(error, listOf(program, section).origins[step])
  if (section !== onErrorIndex) return runFailure(program, context, failure, onUnexpected)
  // on-error has no on-error of its own: its failure is the answer.
  answerFailure(context, failure, onUnexpected)
  addAnswerHeaders(context)
  return undefined
}

function answerFailure(context: CallContext, failure: unknown, onUnexpected: OnUnexpected): void {
  const { error, origin } =
    failure instanceof StepFailure
      ? { error: failure.cause, origin: failure.origin }
      : { error: failure, origin: undefined }
  const { lastError, isExpected, keepsResponse } = toLastError(error, origin)
  context.lastError = lastError
  context.refusal = toRefusal(error, origin, context)
  if (!isExpected) onUnexpected(error, context)
  if (keepsResponse) return
  const { head, body } = errorAnswer(error, context)
  context.response.replace(head, body)
}

/** The fields were promised to whatever answer goes out, so they are put in at the very end. */
function addAnswerHeaders(context: CallContext): void {
  const fields = context.answerHeaders
  if (fields === undefined) return
  const { headers } = context.response
  for (let i = 0; i < fields.length; i += 2) {
    const name = fields[i] ?? ''
    const value = fields[i + 1] ?? ''
    // What an answer varies by comes on top of what it varies by already.
    const before = name === 'Vary' ? headers.get(name) : undefined
    headers.set(name, [before === undefined ? value : `${before}, ${value}`])
  }
}

/** Asks the program's policies for preflights one after another; undefined = there are none. Throws what they throw. */
export function runPreflight(program: CallProgram, context: CallContext): 'allowed' | 'refused' | undefined {
  for (const preflight of program.preflights) {
    const verdict = preflight(context)
    if (verdict !== 'passed') return verdict
  }
  return program.preflights.length === 0 ? undefined : 'refused'
}
