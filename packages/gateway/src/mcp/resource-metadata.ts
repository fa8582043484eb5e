import type { GatewayCall } from '../calls/gateway-call.ts'
import { originalUrlOf, urlText } from '../pipeline/call-urls.ts'
import type { CompiledApi, CompiledService } from '../snapshot/gateway-snapshot.ts'
import { tokenIssuersOf } from './token-issuers.ts'

/** Before the path of a resource: where its metadata is. @see https://www.rfc-editor.org/rfc/rfc9728#section-3.1 */
const metadataPrefix = '/.well-known/oauth-protected-resource'

/**
 * Tells clients where the tokens for an MCP server come from. An operation that takes the path goes before it, as it is
 * asked only for a call that meets none.
 * @returns false when the path names no MCP server that asks for tokens
 * @see https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization#protected-resource-metadata-discovery-requirements
 */
export function answerResourceMetadata(context: GatewayCall, service: CompiledService): boolean {
  const { call } = context
  const url = originalUrlOf(context)
  if (!url.path.startsWith(`${metadataPrefix}/`) || (call.method !== 'GET' && call.method !== 'HEAD')) return false
  const path = url.path.slice(metadataPrefix.length)
  const match = service.routes.match(path, url.query, call)
  const api = match?.target
  if (match === undefined || api?.mcp === undefined) return false
  if (api.operations.match('POST', path.slice(match.pathFrom), url.query) === undefined) return false
  const { issuers, scopes } = tokenIssuersOf(api, service)
  if (issuers.length === 0) return false
  const metadata = {
    resource: urlText({ ...url, path }),
    authorization_servers: issuers,
    bearer_methods_supported: ['header'],
    resource_name: api.matched.properties.displayName,
    ...(scopes.length === 0 ? {} : { scopes_supported: scopes }),
  }
  // Pages of any origin may read it: it holds nothing that is not said to everybody.
  const headers = ['Content-Type', 'application/json', 'Access-Control-Allow-Origin', '*']
  context.response.replace({ status: 200, headers }, new TextEncoder().encode(JSON.stringify(metadata)))
  return true
}

/**
 * What a 401 of an MCP server says of where tokens come from; undefined when it asks for none.
 * @see https://www.rfc-editor.org/rfc/rfc9728#section-5.1
 */
export function challengeOf(context: GatewayCall, api: CompiledApi, service: CompiledService): string | undefined {
  const { issuers, scopes } = tokenIssuersOf(api, service)
  if (issuers.length === 0) return undefined
  const url = originalUrlOf(context)
  const parameters = {
    ...(/^bearer\s/i.test(context.call.header('authorization') ?? '') ? { error: 'invalid_token' } : {}),
    resource_metadata: urlText({ ...url, path: metadataPrefix + url.path }),
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
  }
  const written = Object.entries(parameters).map(([name, value]) => `${name}="${value.replaceAll(/["\\]/g, '')}"`)
  return `Bearer ${written.join(', ')}`
}
