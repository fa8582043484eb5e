import type { CallContext } from './call-context.ts'
import { errorAnswer } from './error-answer.ts'
import { toLastError } from './last-error.ts'
import { isPromise, runSteps, StepFailure } from './run-steps.ts'
import { answered, type CallProgram, responseFound, type StepList, type StepOutcome } from './step.ts'

/** Is told of failures that nobody expected: bugs. What the client gets does not show them. */
export type OnUnexpected = (error: unknown, context: CallContext) => void

type Outcome = StepOutcome | undefined

/**
 * Runs inbound, backend and outbound, or on-error after a failure. When it is through, the context's response is the
 * answer. Returns a promise only where a step made one. Never throws.
 */
export function runProgram(
  program: CallProgram,
  context: CallContext,
  onUnexpected: OnUnexpected,
): undefined | Promise<void> {
  try {
    const outcome = runSections(program, context, 0)
    if (isPromise(outcome)) return finishLater(outcome, program, context, onUnexpected)
  } catch (error) {
    return runFailure(program, context, error, onUnexpected)
  }
  addAnswerHeaders(context)
  return undefined
}

/**
 * Answers a failure that came before the first step or in the middle of one: sets `LastError` and the default answer,
 * then runs on-error, which may change it. Never throws.
 */
export function runFailure(
  program: CallProgram,
  context: CallContext,
  failure: unknown,
  onUnexpected: OnUnexpected,
): undefined | Promise<void> {
  try {
    answerFailure(context, failure, onUnexpected)
    const outcome = runSteps(program.onError, context)
    if (isPromise(outcome)) return finishOnError(outcome, context, onUnexpected)
  } catch (error) {
    // on-error has no on-error of its own: its failure is the answer.
    answerFailure(context, error, onUnexpected)
  }
  addAnswerHeaders(context)
  return undefined
}

const sections: readonly ((program: CallProgram) => StepList)[] = [
  (program) => program.inbound,
  (program) => program.backend,
  (program) => program.outbound,
]
const outboundIndex = 2

function runSections(program: CallProgram, context: CallContext, from: number): Outcome | Promise<Outcome> {
  let next = from
  while (next < sections.length) {
    const list = sections[next]?.(program)
    if (list === undefined) break
    const outcome = runSteps(list, context)
    if (isPromise(outcome)) return runRestOfSections(program, context, next, outcome)
    if (outcome === answered) return outcome
    next = outcome === responseFound && next < outboundIndex ? outboundIndex : next + 1
  }
  return undefined
}

async function runRestOfSections(
  program: CallProgram,
  context: CallContext,
  index: number,
  waited: Promise<Outcome>,
): Promise<Outcome> {
  const outcome = await waited
  if (outcome === answered) return outcome
  return runSections(program, context, outcome === responseFound && index < outboundIndex ? outboundIndex : index + 1)
}

async function finishLater(
  waited: Promise<Outcome>,
  program: CallProgram,
  context: CallContext,
  onUnexpected: OnUnexpected,
): Promise<void> {
  try {
    await waited
  } catch (error) {
    await runFailure(program, context, error, onUnexpected)
    return
  }
  addAnswerHeaders(context)
}

async function finishOnError(
  waited: Promise<Outcome>,
  context: CallContext,
  onUnexpected: OnUnexpected,
): Promise<void> {
  try {
    await waited
  } catch (error) {
    answerFailure(context, error, onUnexpected)
  }
  addAnswerHeaders(context)
}

function answerFailure(context: CallContext, failure: unknown, onUnexpected: OnUnexpected): void {
  const { error, origin } =
    failure instanceof StepFailure
      ? { error: failure.cause, origin: failure.origin }
      : { error: failure, origin: undefined }
  const { lastError, isExpected, keepsResponse } = toLastError(error, origin)
  context.lastError = lastError
  if (!isExpected) onUnexpected(error, context)
  if (keepsResponse) return
  const { head, body } = errorAnswer(error, context)
  context.response.replace(head, body)
}

/** The fields were promised to whatever answer goes out, so they are put in at the very end. */
function addAnswerHeaders(context: CallContext): void {
  const fields = context.answerHeaders
  if (fields === undefined) return
  for (let i = 0; i < fields.length; i += 2) context.response.headers.set(fields[i] ?? '', [fields[i + 1] ?? ''])
}
