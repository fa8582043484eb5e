import { nameProductTools } from '@sluice/contracts'
import type { CompiledApi, CompiledOperation, CompiledService } from '../snapshot/gateway-snapshot.ts'
import { nameInReference, withoutRevision } from '../snapshot/resource-path.ts'

/** A tool as it stands now: what it is called, and what it calls. */
export interface ListedTool {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly api: CompiledApi
  readonly operation: CompiledOperation
}

/**
 * The tools of an MCP server, oldest first. One whose operation or API is gone, offline or of another type by now is
 * left out: who calls it is told that there is no such tool.
 */
export function listTools(server: CompiledApi, service: CompiledService): readonly ListedTool[] {
  const { mcp } = server
  if (mcp === undefined || mcp.source.kind === 'server') return []
  return mcp.source.kind === 'product'
    ? toolsOfProduct(nameInReference(mcp.source.productId) ?? '', service)
    : mcp.tools.flatMap(({ name, displayName, description, operationId }) => {
        const [, , apiName = '', , operationName = ''] = operationId.toLowerCase().split('/')
        const api = service.apiByName.get(apiName)
        const operation = api?.operationByName.get(operationName)
        if (api === undefined || operation === undefined || !isCallable(api)) return []
        return [{ name, title: displayName, description: description || describe(operation), api, operation }]
      })
}

/** Every operation that can be called. */
function toolsOfProduct(productName: string, service: CompiledService): readonly ListedTool[] {
  const apis = [...service.apiByName].flatMap(([apiName, api]) => {
    const products = service.productsByApi.get(withoutRevision(apiName)) ?? []
    if (!isCallable(api) || !products.some(({ name }) => name === productName)) return []
    const operations = [...api.operationByName.values()].map((operation) => ({
      id: operation.matched.id,
      api,
      operation,
    }))
    return [{ name: api.name, operations }]
  })
  return nameProductTools(apis).map(({ name, operation: { api, operation } }) => {
    const title = `${api.matched.properties.displayName}: ${operation.matched.properties.displayName}`
    return { name, title, description: describe(operation), api, operation }
  })
}

const isCallable = ({ matched }: CompiledApi): boolean => matched.properties.type === 'http'

const describe = ({ matched }: CompiledOperation): string =>
  matched.properties.description || matched.properties.displayName
