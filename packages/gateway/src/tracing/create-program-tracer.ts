import type { PlacedStatement } from '@sluice/policy-language'
import type { PolicyRequest, RequestSender } from '../outgoing/send-request.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import type { CompiledExpression } from '../pipeline/expressions.ts'
import { KeptResponse } from '../pipeline/kept-response.ts'
import type { PolicyServices } from '../pipeline/policy-services.ts'
import type { ProgramTracer } from '../pipeline/program-tracer.ts'
import { isPromise } from '../pipeline/run-steps.ts'
import type { Step, StepList, StepOrigin } from '../pipeline/step.ts'
import { changesBetween, takePicture, toHeaders } from './call-picture.ts'
import { CallRecorder, type OpenEntry } from './call-recorder.ts'
import { BodyExcerpt, LongText } from './excerpt.ts'
import { traceForward } from './trace-forward.ts'

/**
 * Programs that are compiled with it write what they do into the recorder of their call; for a call without one they
 * do just what the others do.
 */
export function createProgramTracer(services: PolicyServices): ProgramTracer {
  const toText = (value: unknown): string => describeValue(value, services)
  return {
    statement: (placed) => ({
      services: {
        ...services,
        sender: tracedSender(services.sender, placed),
        telemetry: {
          ...services.telemetry,
          trace(record, context) {
            services.telemetry.trace(record, context)
            const { source, severity, message, metadata } = record
            const entry = recorderOf(context)?.entryOf(placed)
            if (entry !== undefined) Object.assign(entry.data, { message, severity, from: source, metadata })
          },
        },
        forward: (context, options) => {
          const recorder = recorderOf(context)
          if (recorder === undefined) return services.forward(context, options)
          return traceForward(recorder, placed, options, (told) => services.forward(context, told))
        },
      },
      expression: (text, compiled) => tracedExpression(text, compiled, placed, toText),
      step: (step, holdsStatements) => tracedStep(step, placed, holdsStatements, toText),
    }),
    onError: (list) => beginningWith(showError, list),
  }
}

const recorderOf = (context: CallContext): CallRecorder | undefined =>
  context.tracing instanceof CallRecorder ? context.tracing : undefined

function tracedStep(
  step: Step,
  placed: PlacedStatement,
  holdsStatements: boolean,
  toText: (value: unknown) => string,
): Step {
  const traced: Step = (context) => {
    const recorder = recorderOf(context)
    if (recorder === undefined) return step(context)
    const before = holdsStatements ? undefined : takePicture(context)
    const entry = recorder.enter(placed)
    const leave = (failure?: unknown) => {
      if (before !== undefined) showChanges(recorder, entry, before, toText)
      recorder.leave(entry, failure)
    }
    let outcome: ReturnType<Step>
    try {
      outcome = step(context)
    } catch (error) {
      leave(error)
      throw error
    }
    if (!isPromise(outcome as unknown)) {
      leave()
      return outcome
    }
    return (outcome as Promise<Awaited<typeof outcome>>).then(
      (given) => {
        leave()
        return given
      },
      (error: unknown) => {
        leave(error)
        throw error
      },
    )
  }
  return step.preflight === undefined ? traced : Object.assign(traced, { preflight: step.preflight })
}

function showChanges(
  recorder: CallRecorder,
  entry: OpenEntry,
  before: ReturnType<typeof takePicture>,
  toText: (value: unknown) => string,
): void {
  const { masks, requestFlow, responseFlow } = recorder
  const after = takePicture(recorder.context)
  if (after.requestHeaders !== before.requestHeaders) masks.learnHeaders(after.requestHeaders)
  if (after.responseHeaders !== before.responseHeaders) masks.learnHeaders(after.responseHeaders)
  const changes = changesBetween(before, after, { requestFlow, responseFlow, toText })
  if (changes === undefined) return
  const { response, ...others } = changes
  if (entry.isResponseTold !== true) entry.data.changes = changes
  else if (Object.keys(others).length > 0) entry.data.changes = others
}

function tracedExpression(
  text: string,
  compiled: CompiledExpression,
  placed: PlacedStatement,
  toText: (value: unknown) => string,
): CompiledExpression {
  // A constant was evaluated before any call came.
  if (compiled.constant !== undefined) return compiled
  return {
    ...compiled,
    evaluate(context) {
      const value = compiled.evaluate(context)
      const data = recorderOf(context)?.entryOf(placed)?.data
      if (data !== undefined) {
        const shown = { expression: new LongText(text), value: new LongText(toText(value)) }
        data.expressions = [...((data.expressions as unknown[] | undefined) ?? []), shown]
      }
      return value
    },
  }
}

function tracedSender(sender: RequestSender, placed: PlacedStatement): RequestSender {
  async function note(
    context: CallContext | undefined,
    request: PolicyRequest,
    sending: Promise<KeptResponse>,
  ): Promise<KeptResponse> {
    const entry = context && recorderOf(context)?.entryOf(placed)
    const recorder = context && recorderOf(context)
    if (entry === undefined || recorder === undefined) return sending
    const { method, url, headers, body } = request
    recorder.masks.learnHeaders(headers)
    entry.data.request = {
      method,
      url,
      headers: toHeaders(headers),
      body: body === undefined ? undefined : BodyExcerpt.of(body, body.length),
    }
    const response = await sending
    recorder.masks.learnHeaders(response.headers)
    entry.data.response = describeResponse(response)
    return response
  }
  return {
    send: (request, context) => note(context, request, sender.send(request, context)),
    sendToMember(member, path, request, context) {
      const recorder = context && recorderOf(context)
      recorder?.masks.learnMember(member)
      const sending = sender.sendToMember(member, path, request, context)
      return note(context, { ...request, url: `${member.url}${path}` }, sending)
    },
  }
}

const describeResponse = ({ status, reason, headers, body }: KeptResponse) => ({
  status: { code: status, reason },
  headers: toHeaders(headers),
  body: BodyExcerpt.of(body, body.length),
})

/** Variables hold what the engine of expressions makes; a value it cannot write is no reason to fail a call. */
function describeValue(value: unknown, { expressions }: PolicyServices): string {
  if (value instanceof KeptResponse) {
    const body = new TextDecoder().decode(value.body)
    return `${value.status} ${value.reason}\n${body}`
  }
  try {
    const bytes = expressions.toBytes(value)
    return bytes === undefined ? expressions.toText(value) : `${bytes.length} bytes`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const showError: Step = (context) => {
  recorderOf(context)?.showError()
}

/** It never fails, so that nobody ever asks for its origin. */
const beginningWith = (step: Step, { steps, origins }: StepList): StepList =>
  Object.freeze({
    steps: Object.freeze([step, ...steps]),
    origins: Object.freeze([showErrorOrigin, ...origins]),
  })

const showErrorOrigin: StepOrigin = Object.freeze({
  policy: 'trace',
  policyId: undefined,
  ...{ scope: 'global', section: 'on-error', path: '', scopeId: '/' },
  position: { line: 1, column: 1 },
  fragment: undefined,
})
