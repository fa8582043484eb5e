import { type ApiProperties, mcpSourceOf, nameProductTools, type OperationProperties } from '@sluice/contracts'
import type { StoredDocument, StoreReader } from '@sluice/platform'
import { type ListContext, toBody } from '../arm/define-resource.ts'
import { nameOf, type ServiceIdentity, toKey, toRelativePath } from '../arm/identity.ts'

/** More operations than that are too much for any client, and for a list. */
const maxOperations = 10_000

/**
 * The tools of an MCP server that is made of a product, as if each was written: what its clients see, for lists.
 * @returns undefined for a server that has tools of its own, and for what is none
 */
export async function toolsOfProduct({
  key,
  reader,
  service,
}: ListContext): Promise<readonly StoredDocument[] | undefined> {
  const server = await reader.get(key.replace(/\/tools$/, ''))
  const { path, properties } = server === undefined ? {} : toBody<ApiProperties>(server)
  if (path === undefined || properties?.type !== 'mcp') return undefined
  const source = mcpSourceOf(properties)
  if (source.kind !== 'product') return undefined
  const apis = await loadApis(source.productId, reader, service)
  return nameProductTools(apis).map(({ name, operation: { document } }, ordinal) => {
    const { path: operationPath, properties: operation } = toBody<OperationProperties>(document)
    const tool = {
      displayName: name,
      description: operation.description || operation.displayName,
      operationId: operationPath,
    }
    const body = { path: `${path}/tools/${name}`, properties: tool }
    return { ...document, key: `${key}/${name.toLowerCase()}`, collection: key, ordinal, body }
  })
}

async function loadApis(productId: string, reader: StoreReader, service: ServiceIdentity) {
  const product = productId.includes('/') ? (toRelativePath(productId, service) ?? '') : `/products/${productId}`
  const { documents } = await reader.find({
    from: { linkedFrom: `${toKey(service.name, product)}/apis` },
    offset: 0,
    limit: maxOperations,
  })
  // Only operations of these can be called by a tool.
  const callable = documents
    .map((document) => ({ key: document.key, ...toBody<ApiProperties>(document) }))
    .filter(({ properties }) => properties.type === 'http' && properties.isOnline)
  return Promise.all(
    callable.map(async ({ key, path }) => ({
      name: nameOf(path),
      operations: (await reader.list(`${key}/operations`, { limit: maxOperations })).map((document) => ({
        id: nameOf(toBody(document).path),
        document,
      })),
    })),
  )
}
