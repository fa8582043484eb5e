import type { HeaderArray } from '@sluice/platform'
import { refuseAccess } from '../access/refuse-access.ts'
import { resolveAccess } from '../access/resolve-access.ts'
import type { KnownKeys } from '../access/subscription-keys.ts'
import { type CallSetting, GatewayCall } from '../calls/gateway-call.ts'
import { type OnUnexpected, runFailure, runProgram } from '../pipeline/run-program.ts'
import { diagnosticOf } from '../snapshot/diagnostic-drafts.ts'
import type { CompiledApi, CompiledProduct } from '../snapshot/gateway-snapshot.ts'
import type { PolicyEngine } from '../snapshot/policy-engine.ts'
import type { Tracing } from '../tracing/create-tracing.ts'
import type { McpMeeting } from './mcp-meeting.ts'
import type { ListedTool } from './tool-list.ts'
import type { ToolRequest } from './tool-request.ts'
import { ToolServerCall } from './tool-server-call.ts'

export interface OperationCaller {
  /**
   * Calls an operation as its own client would, with the key, the variables and the product of the call of the MCP
   * server; policies of wider scopes have run for that call already and do not run again.
   * @returns the call with its response, when the pipeline is through. Never rejects
   */
  call(
    outer: GatewayCall,
    meeting: McpMeeting,
    tool: Pick<ListedTool, 'name' | 'api' | 'operation'>,
    request: ToolRequest,
  ): Promise<GatewayCall>
}

export interface CallerParts {
  readonly engine: PolicyEngine
  readonly knownKeys: KnownKeys
  readonly setting: CallSetting
  readonly tracing: Tracing
  readonly now: () => number
  readonly onUnexpected: OnUnexpected
  /** Tells the log of a call that was answered with an error of this side. */
  readonly warnOfError: (call: GatewayCall) => void
}

export function createOperationCaller(parts: CallerParts): OperationCaller {
  const { engine, knownKeys, setting, tracing, now, onUnexpected, warnOfError } = parts
  return {
    async call(outer, { service, server, productName }, { name, api, operation }, request) {
      const key = keyOf(outer, server, api)
      const { header } = api.matched.properties.subscriptionKeyParameterNames
      const call = new ToolServerCall(outer.call, {
        method: operation.matched.properties.method.toUpperCase(),
        target: `${basePathOf(api)}${request.path}${request.query}`,
        headers: [...passedOn(outer, header), ...(key === undefined ? [] : [header, key]), ...request.headers],
        body: request.body,
      })
      const place = { path: request.path, query: request.query, startedAtMs: now() }
      // What the log says of both is found under one identifier.
      const context = new GatewayCall(call, service, place, { ...setting, createRequestId: () => outer.requestId })
      context.shareVariables(outer)
      context.api = api.matched
      context.apiSchemas = api.schemas
      context.diagnostic = diagnosticOf(service.diagnostics, api.matched.id)
      context.request.backendUrl = api.matched.properties.serviceUrl ?? undefined
      context.operation = operation.matched
      context.template = operation.template
      tracing.beginTool(context, outer, { service, api, tool: name })
      const programFor = (product?: CompiledProduct) =>
        engine.innerProgramOf(service, api, operation, product, context.tracing !== undefined)
      const keyHash = key && knownKeys.hashOf(key, service)
      const access = resolveAccess(service, api, keyHash, place.startedAtMs)
      if (access.kind !== 'granted') {
        await runFailure(programFor(), context, refuseAccess(access, api, call), onUnexpected)
        tracing.endTool(context, outer)
        return context
      }
      context.product = access.product?.matched
      context.subscription = access.subscription?.matched ?? outer.subscription
      context.usesSecondaryKey =
        access.subscription === undefined ? outer.usesSecondaryKey : access.subscription.secondaryKeyHash === keyHash
      context.user = access.user ?? outer.user
      // The product of the server's call had its say; another one, which opens the operation, has it now.
      const product = access.product?.name === productName ? undefined : access.product
      tracing.showConfiguration(context, api)
      await runProgram(programFor(product), context, onUnexpected)
      tracing.endTool(context, outer)
      warnOfError(context)
      return context
    },
  }
}

/** The key of the client, or the one that a policy of the server put in its place. */
function keyOf(outer: GatewayCall, server: CompiledApi, api: CompiledApi): string | undefined {
  const { request } = outer
  const written = { header: (name: string) => request.headers.get(name) }
  return api.readKey(written, request.query) ?? server.readKey(written, request.query)
}

/** Where clients of the API itself would call it. */
function basePathOf({ matched, versioning }: CompiledApi): string {
  const suffix = matched.properties.path
  return `${suffix === '' ? '' : `/${suffix}`}${versioning?.scheme === 'segment' ? `/${versioning.value}` : ''}`
}

/** What of the client's own headers says who calls and how calls belong together; everything else is about MCP. */
const passedOnNames = new Set([
  'accept-language',
  'baggage',
  'forwarded',
  'host',
  'request-id',
  'traceparent',
  'tracestate',
  'user-agent',
  'x-forwarded-for',
])

/**
 * Of the client's headers few, so that a token for the MCP server does not reach what is behind it; of what policies of
 * the server wrote, all.
 * @see https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization#token-passthrough
 */
function passedOn({ request }: GatewayCall, keyHeader: string): HeaderArray {
  const written = request.writtenHeaders
  const names = new Set(written.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase()))
  const fields: string[] = []
  const add = (headers: HeaderArray, isWanted: (name: string) => boolean) => {
    for (let at = 0; at < headers.length; at += 2) {
      const name = headers[at] as string
      if (isWanted(name.toLowerCase())) fields.push(name, headers[at + 1] as string)
    }
  }
  add(request.headerArray, (name) => passedOnNames.has(name) && !names.has(name))
  add(written, (name) => name !== keyHeader.toLowerCase() && !ofTheMessage.has(name))
  return fields
}

/** Fields about the message to the MCP server, whoever wrote them. */
const ofTheMessage = new Set([
  'content-type',
  'content-length',
  'content-encoding',
  'accept',
  'accept-encoding',
  'origin',
])
