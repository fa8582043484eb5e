import { type ApiProperties, AppError, type Fault, mcpSourceOf } from '@sluice/contracts'
import type { JsonValue } from '@sluice/platform'
import type { WriteContext } from '../../arm/define-resource.ts'
import { fieldFault } from '../../arm/faults.ts'
import { nameOf, toKey, toRelativePath } from '../../arm/identity.ts'
import { isJsonObject } from '../../arm/request-body.ts'

/**
 * What an API must keep to be an MCP server, and what only an MCP server has.
 * @see https://learn.microsoft.com/azure/api-management/manage-mcp-servers-rest-api
 */
export async function checkMcp(api: ApiProperties, context: WriteContext): Promise<Fault[]> {
  const faults: Fault[] = []
  const { existing } = context
  const before = existing?.properties.type
  if (before !== undefined && before !== api.type && (before === 'mcp' || api.type === 'mcp')) {
    faults.push(fieldFault('properties.type', `An API of the type '${before}' cannot become one of '${api.type}'.`))
  }
  if (api.type !== 'mcp') {
    for (const field of ['mcpProperties', 'backendId'] as const) {
      if (api[field]) faults.push(fieldFault(`properties.${field}`, `'${field}' is for APIs of the type 'mcp'.`))
    }
    return faults
  }
  if (context.raw.value !== undefined) {
    faults.push(fieldFault('properties.value', 'An MCP server is not made of a definition: import it as an API first.'))
  }
  if (!api.protocols.some((protocol) => protocol === 'http' || protocol === 'https')) {
    faults.push(fieldFault('properties.protocols', "An MCP server is called over 'http' or 'https'."))
  }
  return [...faults, ...checkEndpoints(api), ...(await checkReferences(api, context))]
}

function checkEndpoints(api: ApiProperties): Fault[] {
  const { transportType, endpoints, productId } = api.mcpProperties ?? {}
  const at = 'properties.mcpProperties'
  if (productId && (transportType !== undefined || endpoints || api.backendId)) {
    return [fieldFault(`${at}.productId`, 'A server of a product has no transport, endpoints or backend of its own.')]
  }
  const isSse = transportType === 'sse'
  const names = (endpoints ?? []).map(({ name }) => name).sort()
  if (isSse && names.join() !== 'message,sse') {
    return [fieldFault(`${at}.endpoints`, "The transport 'sse' has exactly two endpoints: 'sse' and 'message'.")]
  }
  if (!isSse && names.length > 0 && names.join() !== 'message') {
    return [fieldFault(`${at}.endpoints`, "The transport 'streamable' has exactly one endpoint: 'message'.")]
  }
  if (isSse && mcpSourceOf(api).kind !== 'server') {
    return [fieldFault(`${at}.transportType`, "Tools are served over 'streamable'; 'sse' is for servers behind it.")]
  }
  return []
}

async function checkReferences(api: ApiProperties, { transaction, service }: WriteContext): Promise<Fault[]> {
  const faults: Fault[] = []
  const isThere = async (reference: string, collection: string) => {
    const path = reference.includes('/') ? toRelativePath(reference, service) : `/${collection}/${reference}`
    const [, at, name, ...rest] = path?.toLowerCase().split('/') ?? []
    const isPath = at === collection && Boolean(name) && rest.length === 0
    return isPath && (await transaction.get(toKey(service.name, `/${collection}/${name}`))) !== undefined
  }
  const { productId } = api.mcpProperties ?? {}
  if (productId && !(await isThere(productId, 'products'))) {
    faults.push(fieldFault('properties.mcpProperties.productId', `The product '${nameOf(productId)}' does not exist.`))
  }
  if (api.backendId && !(await isThere(api.backendId, 'backends'))) {
    faults.push(fieldFault('properties.backendId', `The backend '${nameOf(api.backendId)}' does not exist.`))
  }
  return faults
}

/**
 * Makes the tools of a server those that came with its properties as `mcpTools`, as clients of earlier versions send
 * them: a list of name, description and operation. What is not in it goes.
 * @throws AppError `ValidationError`
 */
export async function putSentTools({ raw, path, key, transaction, put, remove }: WriteContext): Promise<void> {
  const { mcpTools } = raw
  if (mcpTools === undefined || mcpTools === null) return
  const sent = readTools(mcpTools)
  const wanted = new Set(sent.map(({ name }) => name.toLowerCase()))
  for (const held of await transaction.list(`${key}/tools`)) if (!wanted.has(nameOf(held.key))) await remove(held.key)
  for (const { name, description, operationId } of sent) {
    await put(`${path}/tools/${name}`, { displayName: name, description, operationId })
  }
}

function readTools(sent: JsonValue) {
  const faults: Fault[] = []
  const list = Array.isArray(sent) ? sent : [sent]
  const tools = list.map((tool, index) => {
    const { name, description = null, operationId } = isJsonObject(tool) ? tool : {}
    const at = `properties.mcpTools.${index}`
    if (typeof name !== 'string') faults.push(fieldFault(`${at}.name`, "'name' is required."))
    if (typeof operationId !== 'string') faults.push(fieldFault(`${at}.operationId`, "'operationId' is required."))
    return { name: String(name), description, operationId: String(operationId) }
  })
  if (faults.length > 0) throw new AppError('ValidationError', {}, { faults })
  return tools
}
