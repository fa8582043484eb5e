import {
  type ApiProperties,
  AppError,
  type Fault,
  identifiers,
  mcpSourceOf,
  type ToolProperties,
  toolNameOf,
  toolProperties,
} from '@sluice/contracts'
import { defineResource, toBody, type WriteContext } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { collectionOf, nameOf, toKey, toRelativePath, toServiceId } from '../arm/identity.ts'
import { readApi } from './apis/api-documents.ts'
import { splitApiName } from './apis/api-names.ts'
import { toolsOfProduct } from './product-tools.ts'

/**
 * The tools of an MCP server, each an operation of an API of the same service.
 * @see https://learn.microsoft.com/azure/api-management/manage-mcp-servers-rest-api#add-or-update-a-tool
 */
export const tools = defineResource({
  type: 'Microsoft.ApiManagement/service/apis/tools',
  title: 'Tool',
  path: '/apis/{apiId}/tools/{toolId}',
  identifiers: { apiId: identifiers.apiId, toolId: identifiers.toolId },
  contract: toolProperties,
  filterable: ['name', 'displayName', 'description'],
  listDocuments: toolsOfProduct,
  async prepare(tool, context) {
    const { transaction, service, key, path } = context
    await assertTakesTools(context)
    const name = toolNameOf(nameOf(path), tool.displayName)
    const place = `${collectionOf(key)}|${name}`
    const [holder] = await transaction.findByIndex('toolName', place)
    const { operationId, faults } = await resolveOperation(tool, context)
    if (holder !== undefined && holder.key !== key) {
      const text = `Clients know the tool '${nameOf(toBody(holder).path)}' by the name '${name}' already.`
      faults.push(fieldFault('properties.displayName', text))
    }
    assertNoFaults(faults)
    const operationKey = toKey(service.name, operationId)
    return {
      properties: { ...tool, operationId },
      indexes: {
        unique: { toolName: place },
        references: { tool: operationKey, toolApi: operationKey.replace(/\/operations\/[^/]*$/, '') },
      },
    }
  },
  toView: ({ properties }, { service }) => ({
    ...properties,
    operationId: `${toServiceId(service)}${properties.operationId}`,
  }),
})

async function assertTakesTools({ transaction, service, identifiers: { apiId = '' } }: WriteContext): Promise<void> {
  const api = await readApi(transaction, service, apiId)
  const reason = api === undefined ? undefined : whyNoTools(api.properties)
  if (reason !== undefined) throw new AppError('OperationNotAllowed', { reason })
}

function whyNoTools(api: ApiProperties): string | undefined {
  if (api.type !== 'mcp') return `An API of the type '${api.type}' has no tools; those of the type 'mcp' have.`
  switch (mcpSourceOf(api).kind) {
    case 'product':
      return 'The tools of this MCP server are the operations of its product; they are not chosen one by one.'
    case 'server':
      return 'The tools of this MCP server are those of the server that its calls go on to.'
    case 'tools':
      return undefined
  }
}

/** The operation as it is kept: below the service, in its own letter case. */
async function resolveOperation(
  { operationId }: ToolProperties,
  { transaction, service }: WriteContext,
): Promise<{ readonly operationId: string; readonly faults: Fault[] }> {
  const wrong = (text: string) => ({ operationId, faults: [fieldFault('properties.operationId', text)] })
  const path = toRelativePath(operationId, service) ?? ''
  const [, apiName] = /^\/apis\/([^/]+)\/operations\/[^/]+$/i.exec(path) ?? []
  if (apiName === undefined) {
    return wrong(
      "'operationId' must be /apis/{apiId}/operations/{operationId} of this service, or the full identifier.",
    )
  }
  if (splitApiName(apiName).revision !== undefined) {
    return wrong('A tool calls the current revision of an API: name it without ;rev=.')
  }
  const api = await readApi(transaction, service, apiName)
  const operation = await transaction.get(toKey(service.name, path))
  if (api === undefined || operation === undefined) return wrong(`The operation '${path}' does not exist.`)
  if (api.properties.type !== 'http') {
    return wrong(`Operations of an API of the type '${api.properties.type}' cannot be tools; those of 'http' can.`)
  }
  return { operationId: toBody(operation).path, faults: [] }
}

/**
 * For what tools call and what is about to go.
 * @param index under which the tools are found
 * @throws AppError `OperationNotAllowed` while there are any
 */
export async function assertNoTools(
  { transaction, key }: Pick<WriteContext, 'transaction' | 'key'>,
  { index, of }: { readonly index: 'tool' | 'toolApi'; readonly of: string },
): Promise<void> {
  const users = await transaction.findByIndex(index, key)
  if (users.length === 0) return
  const names = users.map((user) => {
    const [, , server, , tool] = toBody(user).path.split('/')
    return `'${tool}' of '${server}'`
  })
  throw new AppError('OperationNotAllowed', {
    reason: `The ${of} is called by tools of MCP servers (${names.join(', ')}). Delete them first.`,
  })
}
