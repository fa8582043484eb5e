import { type CallTrace, debugTokenHeader } from '@sluice/contracts/call-trace'
import type { Clock } from '@sluice/platform'
import type { GatewayCall } from '../calls/gateway-call.ts'
import { originalUrlOf, urlText } from '../pipeline/call-urls.ts'
import type { OpenSecret } from '../snapshot/definition-drafts.ts'
import type { CompiledApi, CompiledService } from '../snapshot/gateway-snapshot.ts'
import { toExcerpt, toHeaders } from './call-picture.ts'
import { CallRecorder } from './call-recorder.ts'
import { readDebugToken } from './debug-token.ts'
import { BodyCollector } from './excerpt.ts'

/** Where traces go. */
export interface TraceKeeper {
  keep(trace: CallTrace): void
  /** An address at which whoever has it reads the trace; undefined while nobody knows one. */
  linkTo(service: string, traceId: string): string | undefined
}

/** Decides which calls are traced, and says of them what is not said by a step. */
export interface Tracing {
  /** A call that carries a debug token: it is traced, or its answer says why not. */
  beginWithToken(context: GatewayCall, met: MetByCall, token: string): void
  /** A call whose key belongs to a subscription that allows tracing, and that may ask for it in the older way. */
  beginWithKey(context: GatewayCall, met: MetByCall): void
  /** The call of a tool inside a call of its MCP server: traced when that one is. */
  beginTool(context: GatewayCall, outer: GatewayCall, met: MetByCall & { readonly tool: string }): void
  /** What the tool's call was answered with, when it is through. */
  endTool(context: GatewayCall, outer: GatewayCall): void
  /** One of the scopes that were asked whether a page may call. */
  showPreflight(context: GatewayCall, asked: PreflightScope): void
  /** Which API and operation it met, for whom. */
  showConfiguration(context: GatewayCall, api: CompiledApi): void
  showUnmatched(context: GatewayCall): void
  /** The answer is as it will be sent. */
  showAnswer(context: GatewayCall): void
}

/** What a preflight could have met, and what the policies there said; undefined = none of them has a say. */
export interface PreflightScope {
  readonly api: string | undefined
  readonly operation: string | undefined
  readonly product: string | undefined
  readonly verdict: 'allowed' | 'refused' | undefined
}

export interface MetByCall {
  readonly service: CompiledService
  readonly api: CompiledApi | undefined
}

export function createTracing(options: {
  readonly clock: Clock
  readonly openSecret: OpenSecret
  readonly traces: TraceKeeper
}): Tracing {
  const { clock, openSecret, traces } = options

  function begin(context: GatewayCall, { service, api }: MetByCall): void {
    const { call } = context
    const recorder = new CallRecorder(context, clock)
    context.tracing = recorder
    learnSecrets(recorder, service, api)
    listenToBodies(recorder, context)
    call.onAbort(() => {
      recorder.isAborted = true
    })
    context.onFinished(({ responseBytes }) => finish(recorder, responseBytes))
    recorder.add('api-inspector', {
      request: {
        method: call.method,
        url: urlText(originalUrlOf(context)),
        headers: toHeaders(call.headers),
        body: recorder.requestFlow,
      },
    })
    promise(context, 'Apim-Trace-Id', context.requestId)
  }

  function finish(recorder: CallRecorder, responseBytes: number): void {
    const isWhole = !recorder.isAborted && (recorder.isResponseWhole || !recorder.isStreamed)
    const message = isWhole
      ? 'Response has been sent to the caller in full.'
      : `Response was broken off after ${responseBytes} bytes.`
    recorder.add('transfer-response', { message, bytes: responseBytes }, 'outbound')
    traces.keep(recorder.toTrace())
  }

  return {
    beginWithToken(context, met, token) {
      // It is for the gateway, not for whom the gateway asks.
      context.request.headers.delete(debugTokenHeader)
      const reading = readDebugToken(token, met, { openSecret, nowMs: context.startedAtMs })
      if (reading.kind === 'valid') begin(context, met)
      else if (reading.kind === 'expired') promise(context, 'Apim-Debug-Authorization-Expired', reading.reason)
      else if (reading.kind === 'wrong-api') promise(context, 'Apim-Debug-Authorization-WrongAPI', reading.reason)
    },
    beginWithKey(context, met) {
      if (context.tracing !== undefined || !/^\s*true\s*$/i.test(context.call.header('ocp-apim-trace') ?? '')) return
      begin(context, met)
      const link = traces.linkTo(met.service.name, context.requestId)
      if (link !== undefined) promise(context, 'Ocp-Apim-Trace-Location', link)
    },
    beginTool(context, outer, { tool, ...met }) {
      const outerRecorder = recorderOf(outer)
      if (outerRecorder === undefined) return
      const recorder = new CallRecorder(context, clock, { outer: outerRecorder, tool })
      context.tracing = recorder
      learnSecrets(recorder, met.service, met.api)
      listenToBodies(recorder, context)
      const { call } = context
      const request = {
        method: call.method,
        url: urlText(originalUrlOf(context)),
        headers: toHeaders(call.headers),
        body: recorder.requestFlow,
      }
      recorder.add('mcp-tool', { message: `The tool '${tool}' calls an operation.`, request })
    },
    endTool(context, outer) {
      const recorder = recorderOf(context)
      const outerRecorder = recorderOf(outer)
      if (recorder === undefined || outerRecorder === undefined) return
      recorder.showError()
      outerRecorder.backendUrl = recorder.backendUrl
      recorder.add('mcp-tool', { response: describeAnswer(recorder, context) }, 'outbound')
    },
    showPreflight(context, { verdict, ...asked }) {
      recorderOf(context)?.add('preflight', { message: preflightTexts[verdict ?? 'none'], asked })
    },
    showConfiguration(context, api) {
      recorderOf(context)?.add('api-inspector', { configuration: configurationOf(context, api) })
    },
    showUnmatched(context) {
      recorderOf(context)?.add('configuration', {
        message:
          'Unable to identify Api or Operation for this request. Responding to the caller with 404 Resource Not Found.',
      })
    },
    showAnswer(context) {
      const recorder = recorderOf(context)
      if (recorder === undefined) return
      recorder.showError()
      recorder.isStreamed = context.response.body.kind === 'stream'
      const answer = describeAnswer(recorder, context)
      const message = 'Response headers have been sent to the caller.'
      recorder.add('transfer-response', { message, response: answer }, 'outbound')
    },
  }
}

function listenToBodies(recorder: CallRecorder, { request, response }: GatewayCall): void {
  request.tapBody((chunk) => recorder.requestFlow.add(chunk))
  response.onReceived(() => {
    const flow = new BodyCollector()
    recorder.responseFlow = flow
    recorder.isResponseWhole = false
    response.tapBody({
      onData: (chunk) => flow.add(chunk),
      onEnd() {
        if (recorder.responseFlow === flow) recorder.isResponseWhole = true
      },
    })
  })
}

function describeAnswer(recorder: CallRecorder, { response }: GatewayCall) {
  const fields = response.headers.toArray()
  recorder.masks.learnHeaders(fields)
  return {
    status: { code: response.status, reason: response.reason ?? '' },
    headers: toHeaders(fields),
    body: response.body.kind === 'stream' ? recorder.responseFlow : toExcerpt(response.body),
  }
}

const preflightTexts = {
  allowed: 'The policies here allow the call.',
  refused: 'The policies here do not allow the call.',
  none: 'No policy here has a say on calls of other origins.',
} as const

const recorderOf = ({ tracing }: GatewayCall): CallRecorder | undefined =>
  tracing instanceof CallRecorder ? tracing : undefined

function promise(context: GatewayCall, name: string, value: string): void {
  context.answerHeaders = [...(context.answerHeaders ?? []), name, value]
}

function learnSecrets({ masks, context }: CallRecorder, service: CompiledService, api: CompiledApi | undefined): void {
  const { call } = context
  const { query } = originalUrlOf(context)
  for (const value of service.secretValues()) masks.learn(value)
  if (api !== undefined) {
    masks.learnNames(api.matched.properties.subscriptionKeyParameterNames)
    masks.learn(api.readKey(call, query))
  }
  masks.learnHeaders(call.headers)
  masks.learnSecretsOfQuery(query)
}

/** Absent parts are a hyphen, as the compatible service writes them. */
function configurationOf(context: GatewayCall, { matched }: CompiledApi) {
  const { operation, user, product } = context
  const { path, apiVersion, apiRevision } = matched.properties
  const service = URL.parse(matched.properties.serviceUrl ?? '') ?? undefined
  return {
    api: {
      from: `/${path}`,
      to: service === undefined ? null : toParts(service),
      version: apiVersion ?? null,
      revision: apiRevision,
    },
    operation:
      operation === undefined
        ? '-'
        : { method: operation.properties.method, uriTemplate: operation.properties.urlTemplate },
    user: user === undefined ? '-' : { id: user.id, groups: user.groupIds },
    product: product === undefined ? '-' : { id: product.id },
  }
}

const toParts = (url: URL) => ({
  scheme: url.protocol.slice(0, -1),
  host: url.hostname,
  port: Number(url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : url.port),
  path: url.pathname,
  queryString: url.search,
  query: Object.fromEntries([...url.searchParams.keys()].map((name) => [name, url.searchParams.getAll(name)])),
  isDefaultPort: url.port === '',
})
