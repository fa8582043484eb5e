import type { SnapshotEntryOf } from '@sluice/contracts'
import type { RoutedOperation } from '../routing/operation-tree.ts'
import { parseUrlTemplate } from '../routing/url-template.ts'
import type { CompiledMcpServer, CompiledOperation } from '../snapshot/gateway-snapshot.ts'
import { unwritten } from '../snapshot/policy-engine.ts'

/** Where tools are served, below the suffix of their API. */
export const mcpPath = '/mcp'

/**
 * What can be called of an MCP server over HTTP. Each of them is an operation like others, so that matching, preflights
 * and policies need not know what it is.
 * @see https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#streamable-http
 */
export function mcpOperations(
  api: SnapshotEntryOf<'api'>,
  { source }: CompiledMcpServer,
): RoutedOperation<CompiledOperation>[] {
  const { endpoints } = api.properties.mcpProperties ?? {}
  const listed = source.kind === 'server' && endpoints?.length ? endpoints.map(({ uriTemplate }) => uriTemplate) : []
  const paths = listed.length > 0 ? listed : [mcpPath]
  return paths.flatMap((urlTemplate) =>
    ['POST', 'GET', 'DELETE'].flatMap((method) => compileOperation(api, method, urlTemplate)),
  )
}

function compileOperation(
  { id: apiId, ordinal }: SnapshotEntryOf<'api'>,
  method: string,
  urlTemplate: string,
): RoutedOperation<CompiledOperation>[] {
  const { template } = parseUrlTemplate(urlTemplate)
  // What management accepted can be read; one that cannot be is no place that anybody could call.
  if (template === undefined) return []
  const id = `${method.toLowerCase()}-${urlTemplate.slice(1).replaceAll('/', '-')}`
  const resourceId = `${apiId}/operations/${id}`
  const properties = { displayName: `${method} ${urlTemplate}`, method, urlTemplate, templateParameters: [] }
  const policy = unwritten({ scope: 'operation', scopeId: resourceId })
  const target = { matched: { id, resourceId, properties }, policy, template, programs: new Map() }
  return [{ method, template, ordinal, target }]
}
