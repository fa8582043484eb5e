import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { SnapshotMessage } from '@sluice/contracts'
import { debugTokenHeader } from '@sluice/contracts/call-trace'
import { AppError } from '@sluice/contracts/errors'
import { toTimedId } from '@sluice/contracts/timed-id'
import { requestIdHeader } from '@sluice/contracts/usage'
import type { ServerCall } from '@sluice/platform'
import { createPreflights, isPreflight } from './access/preflights.ts'
import { refuseAccess } from './access/refuse-access.ts'
import { resolveAccess } from './access/resolve-access.ts'
import { createKnownKeys } from './access/subscription-keys.ts'
import { createForwarder } from './backends/forward-request.ts'
import type { HostMapEntry } from './backends/host-map.ts'
import { createExternalCache } from './cache/external-cache.ts'
import { createFlights } from './cache/flights.ts'
import { createMemoryValueCache } from './cache/memory-value-cache.ts'
import { createMemorySemanticCache } from './cache/semantic-cache.ts'
import { addChallenge } from './calls/add-challenge.ts'
import { type CallSetting, GatewayCall } from './calls/gateway-call.ts'
import { sendAnswer } from './calls/send-answer.ts'
import { createCSharpExpressions } from './expressions/csharp-expressions.ts'
import type { GatewayOptions } from './gateway-options.ts'
import { createOpenIdKeys } from './jwt/openid-keys.ts'
import { createOperationCaller } from './mcp/call-operation.ts'
import { createMcpAnswers } from './mcp/mcp-answers.ts'
import { meetMcpServer } from './mcp/meet-mcp-server.ts'
import { answerResourceMetadata, challengeOf } from './mcp/resource-metadata.ts'
import { createToolChangeStreams } from './mcp/tool-change-streams.ts'
import { noOutgoing } from './outgoing/no-outgoing.ts'
import { createRequestSender } from './outgoing/send-request.ts'
import type { AdmissionLoad } from './overload/admission.ts'
import { admitCalls } from './overload/admit-calls.ts'
import type { CallContext } from './pipeline/call-context.ts'
import { errorAnswer } from './pipeline/error-answer.ts'
import type { PolicyServices } from './pipeline/policy-services.ts'
import { runFailure, runProgram } from './pipeline/run-program.ts'
import type { CallProgram } from './pipeline/step.ts'
import { createLogTelemetry } from './pipeline/telemetry.ts'
import { createRevocationLists } from './revocation/revocation-lists.ts'
import { pathOfTarget, queryOfTarget } from './routing/request-target.ts'
import { chooseService } from './routing/service-hosts.ts'
import { createInlineXmlChecker } from './schemas/xml/inline-xml-checker.ts'
import { diagnosticOf } from './snapshot/diagnostic-drafts.ts'
import type {
  CompiledApi,
  CompiledOperation,
  CompiledProduct,
  CompiledService,
  GatewaySnapshot,
} from './snapshot/gateway-snapshot.ts'
import { createPolicyEngine } from './snapshot/policy-engine.ts'
import { createSnapshotCompiler } from './snapshot/snapshot-compiler.ts'
import { describeCallSpan, traceOf } from './spans/call-span.ts'
import { createTracing, type TraceKeeper } from './tracing/create-tracing.ts'
import { createCallObserver } from './usage/call-observer.ts'
import { refuseHandshake } from './websocket/handshake.ts'
import { createTunnels } from './websocket/tunnels.ts'

/** The data plane: takes calls, asks backends, answers. Knows nothing but the snapshot it was given. */
export interface Gateway {
  /** Answers every call, now or later. */
  handle(call: ServerCall): void
  /** Takes a snapshot or a change. Calls in flight finish on what they began with. */
  apply(message: SnapshotMessage): void
  /** From the next call on. */
  useHostMap(entries: readonly HostMapEntry[]): void
  /** Ends all WebSocket connections with "going away"; calls go on being answered. */
  closeWebSockets(): void
  /** Ends the streams on which clients of MCP servers hear of changes. */
  closeToolStreams(): void
  /** That are open. */
  readonly webSocketCount: number
  /** How much there is to do; undefined where every call is let in. */
  readonly load: AdmissionLoad | undefined
  /** Of the snapshot that new calls meet; undefined before the first. */
  readonly changeNumber: number | undefined
}

const defaultMaxBodyBytes = 64 * 1024 * 1024
const defaultWebSocketIdleMs = 240_000
const defaultValueBytes = 16 * 1024 * 1024

export function createGateway(options: GatewayOptions): Gateway {
  const { clock, log, lookupHash } = options
  const forwarder = createForwarder(options.client, clock)
  if (options.hostMap !== undefined) forwarder.useHostMap(options.hostMap)
  let hostMap = options.hostMap ?? []
  const outgoing = options.outgoing ?? noOutgoing
  const telemetry = options.telemetry ?? createLogTelemetry(log)
  const random = options.random ?? Math.random
  const onUnexpected = (error: unknown, context: CallContext) =>
    log.error('A call failed inside the gateway.', { error, ...describe(context) })
  const observer =
    options.usage &&
    createCallObserver({ ...options.usage, monotonic: () => clock.monotonic(), random, onFault: onUnexpected })
  const setting: CallSetting = {
    createRequestId: options.createRequestId ?? (() => toTimedId(clock.now(), randomUUID())),
    maxBodyBytes: options.maxBodyBytes ?? defaultMaxBodyBytes,
    observer,
  }
  const services: PolicyServices = {
    clock,
    values: options.values ?? createMemoryValueCache(defaultValueBytes),
    semanticCache: options.semanticCache ?? createMemorySemanticCache(defaultValueBytes),
    telemetry,
    openIdKeys: createOpenIdKeys({ outgoing, clock }),
    revocationLists: createRevocationLists({ outgoing, clock }),
    sender: createRequestSender({ client: options.client, outgoing, hostMap: () => hostMap }),
    counters: options.counters,
    cache: options.cache,
    flights: createFlights(),
    xmlSchemas: options.xmlSchemas ?? createInlineXmlChecker(),
    expressions: options.expressions ?? createCSharpExpressions({ clock, telemetry, random, openPfx: options.openPfx }),
    wait: options.wait ?? ((milliseconds) => delay(milliseconds)),
    random,
    // Every context comes from `handle` below.
    forward(context, forwarding) {
      const call = context as GatewayCall
      return call.mcp === undefined ? forwarder.forward(call, forwarding) : mcp.answer(call, call.mcp)
    },
  }
  const engine = createPolicyEngine(services, log)
  const compiler = createSnapshotCompiler({
    engine,
    log,
    clock,
    openSecret: options.openSecret,
    circuits: options.counters,
    openRemoteCache: options.openRemoteCache,
    externalCache: options.externalCache && createExternalCache(options.externalCache, { clock, log }),
  })
  const knownKeys = createKnownKeys(lookupHash)
  const { openSecret, traces = noTraces } = options
  const tracing = createTracing({ clock, openSecret, traces })
  let snapshot: GatewaySnapshot | undefined

  const warnOfError = (context: CallContext) => {
    if (context.lastError === undefined || context.response.status < 500) return
    log.warn('A call was answered with an error.', { ...describe(context), ...context.lastError })
  }
  const toolStreams = createToolChangeStreams()
  const mcp = createMcpAnswers({
    streams: toolStreams,
    caller: createOperationCaller({
      engine,
      knownKeys,
      setting,
      tracing,
      now: () => clock.now(),
      onUnexpected,
      warnOfError,
    }),
    onFault: onUnexpected,
  })
  const answerPreflight = createPreflights({
    engine,
    setting,
    tracing,
    finish: (context) => finish(context),
    fail: (context, service, error) => fail(context, programOf(context, service), error),
  })
  const tunnels = createTunnels(options.webSocketIdleMs ?? defaultWebSocketIdleMs, onUnexpected)

  function serve(call: ServerCall): void {
    const startedAtMs = clock.now()
    const service = snapshot && chooseService(snapshot.services, snapshot.serviceByName, () => call.header('host'))
    if (service === undefined) {
      answerUnknown(call)
      return
    }
    const path = pathOfTarget(call.target)
    const query = queryOfTarget(call.target)
    const match = service.routes.match(path, query, call)
    const operationPath = match === undefined ? path : path.slice(match.pathFrom)
    const context = new GatewayCall(call, service, { path: operationPath, query, startedAtMs }, setting)
    context.diagnostic = service.diagnostics.own
    const debugToken = call.header(debugTokenHeader)
    if (debugToken !== undefined) tracing.beginWithToken(context, { service, api: match?.target }, debugToken)
    if (isPreflight(call) && answerPreflight(context, service)) return
    if (match === undefined) failUnmatched(context, service, undefined)
    else handleInApi(context, service, match.target)
  }

  function handleInApi(context: GatewayCall, service: CompiledService, api: CompiledApi): void {
    const { call, request } = context
    context.api = api.matched
    context.apiSchemas = api.schemas
    if (observer !== undefined) {
      context.diagnostic = diagnosticOf(service.diagnostics, api.matched.id)
      observer.meet(context)
    }
    request.backendUrl = api.matched.properties.serviceUrl ?? undefined
    let { query } = request
    if (api.queryToMatch !== undefined) {
      query = api.queryToMatch(call, query)
      context.matchedQuery = query
    }
    const operation = api.operations.match(call.method, request.path, query)
    if (operation === undefined) {
      failUnmatched(context, service, api)
      return
    }
    context.isHandshake = api.matched.properties.type === 'websocket'
    context.operation = operation.matched
    context.template = operation.template
    const handshakeFault = context.isHandshake ? refuseHandshake(call) : undefined
    if (handshakeFault !== undefined) {
      fail(context, engine.programOf(service, api, operation, undefined), handshakeFault)
      return
    }
    const key = api.readKey(call, request.query)
    const keyHash = key && knownKeys.hashOf(key, service)
    const access = resolveAccess(service, api, keyHash, context.startedAtMs)
    if (access.kind !== 'granted') {
      if (context.tracing !== undefined) tracing.showConfiguration(context, api)
      fail(context, programOf(context, service, api, operation), refuseAccess(access, api, call))
      return
    }
    context.product = access.product?.matched
    context.subscription = access.subscription?.matched
    context.usesSecondaryKey = access.subscription !== undefined && access.subscription.secondaryKeyHash === keyHash
    context.user = access.user
    if (access.subscription?.matched.properties.allowTracing === true) tracing.beginWithKey(context, { service, api })
    if (context.tracing !== undefined) tracing.showConfiguration(context, api)
    if (api.mcp !== undefined) {
      meetMcpServer(context, service, api)
      context.challenge = () => challengeOf(context, api, service)
    }
    const program = programOf(context, service, api, operation, access.product)
    finishLater(context, runProgram(program, context, onUnexpected))
  }

  const programOf = (
    { tracing }: GatewayCall,
    service: CompiledService,
    api?: CompiledApi,
    operation?: CompiledOperation,
    product?: CompiledProduct,
  ): CallProgram => engine.programOf(service, api, operation, product, tracing !== undefined)

  function failUnmatched(context: GatewayCall, service: CompiledService, api: CompiledApi | undefined): void {
    if (answerResourceMetadata(context, service)) {
      finish(context)
      return
    }
    if (context.tracing !== undefined) tracing.showUnmatched(context)
    fail(context, programOf(context, service, api), unmatched)
  }

  function fail(context: GatewayCall, program: CallProgram, failure: unknown): void {
    finishLater(context, runFailure(program, context, failure, onUnexpected))
  }

  function finishLater(context: GatewayCall, running: undefined | Promise<void>): void {
    if (running === undefined) finish(context)
    else void running.then(() => finish(context))
  }

  /** Never throws: nobody waits for it. */
  function finish(context: GatewayCall): void {
    try {
      warnOfError(context)
      addChallenge(context)
      if (context.refusal !== undefined && context.response.status >= 400) addRequestId(context)
      if (context.tracing !== undefined) tracing.showAnswer(context)
      if (context.call.span !== undefined) describeCallSpan(context, context.call.span)
      const webSocket = context.response.takeUpgraded()
      if (webSocket === undefined) sendAnswer(context)
      else tunnels.open(context, webSocket)
    } catch (error) {
      onUnexpected(error, context)
      endUnanswered(context)
    }
    admission?.onAnswered()
  }

  /** It counts all the same, as one whose client got nothing. */
  function endUnanswered(context: GatewayCall): void {
    context.isGone = true
    try {
      context.finish({ requestBytes: context.request.receivedBytes, responseBytes: 0 })
    } catch (error) {
      onUnexpected(error, context)
    }
  }

  /** There is no instance at all, so there are no policies that could have a say. */
  function answerUnknown(call: ServerCall): void {
    const requestId = setting.createRequestId()
    const { head, body } = errorAnswer(unmatched, { requestId })
    call.respond({ ...head, headers: [...head.headers, requestIdHeader, requestId] }, body)
    admission?.onAnswered()
  }

  const admission =
    options.admission &&
    admitCalls(options.admission, {
      clock,
      log,
      knownKeys,
      serve,
      setting,
      snapshot: () => snapshot,
    })

  return {
    handle: admission === undefined ? serve : admission.take,
    apply(message) {
      snapshot = compiler.apply(message)
      if (snapshot !== undefined && toolStreams.count > 0) toolStreams.tell(snapshot.serviceByName)
    },
    useHostMap(entries) {
      hostMap = entries
      forwarder.useHostMap(entries)
    },
    closeWebSockets: () => tunnels.close(),
    closeToolStreams: () => toolStreams.close(),
    get webSocketCount() {
      return tunnels.count
    },
    get load() {
      return admission?.load
    },
    get changeNumber() {
      return snapshot?.changeNumber
    },
  }
}

/** By which a refused caller finds out why, here and in the portals. */
const addRequestId = ({ response, requestId }: GatewayCall): void => response.headers.set(requestIdHeader, [requestId])

const noTraces: TraceKeeper = { keep() {}, linkTo: () => undefined }

/** One for all: it says nothing of the call, and making an error costs more than all the matching. */
const unmatched = new AppError('OperationNotFound', {})

/** What the log says of a call: where it went, never what it carried. */
const describe = (context: CallContext) => ({
  requestId: context.requestId,
  service: context.service.id,
  api: context.api?.id,
  operation: context.operation?.id,
  ...traceOf(context),
})
