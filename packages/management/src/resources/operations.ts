import {
  type ApiProperties,
  AppError,
  type Fault,
  identifiers,
  type OperationProperties,
  operationProperties,
} from '@sluice/contracts'
import type { StoredDocument } from '@sluice/platform'
import { defineResource, toBody } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { collectionOf, nameOf } from '../arm/identity.ts'
import { checkHandshake, handshakeName, isOfWebSocketApi } from './apis/websocket-api.ts'
import { taggedResources } from './tags.ts'
import { assertNoTools } from './tools.ts'

/** @see reference: API Management, 1.5 */
export const operations = defineResource({
  type: 'Microsoft.ApiManagement/service/apis/operations',
  title: 'Operation',
  path: '/apis/{apiId}/operations/{operationId}',
  identifiers: { apiId: identifiers.apiId, operationId: identifiers.operationId },
  contract: operationProperties,
  filterable: ['name', 'displayName', 'method', 'description', 'urlTemplate'],
  listSource: taggedResources,
  async prepare(operation, { environment, transaction, key, path, service, identifiers: { operationId = '' } }) {
    const { parameterNames, faults: templateFaults } = environment.readTemplate(operation.urlTemplate)
    assertHasOperations(await transaction.get(key.replace(/\/operations\/[^/]*$/, '')))
    const faults: Fault[] = templateFaults.map((text) => fieldFault('properties.urlTemplate', text))
    if (templateFaults.length === 0) faults.push(...checkParameters(operation, parameterNames))
    if (await isOfWebSocketApi(transaction, service, path)) faults.push(...checkHandshake(operationId, operation))
    const method = operation.method.toUpperCase()
    const place = `${collectionOf(key)}|${method} ${operation.urlTemplate.toLowerCase()}`
    const [holder] = await transaction.findByIndex('template', place)
    if (holder !== undefined && holder.key !== key) {
      faults.push(
        fieldFault(
          'properties.urlTemplate',
          `The operation '${nameOf(holder.key)}' already has the method ${method} and this URL template.`,
        ),
      )
    }
    assertNoFaults(faults)
    return {
      properties: { ...operation, method, templateParameters: withMissing(operation, parameterNames) },
      indexes: { unique: { template: place } },
    }
  },
  async beforeDelete(context) {
    const { transaction, service, path } = context
    if (await isOfWebSocketApi(transaction, service, path)) {
      const reason = `'${handshakeName}' cannot be deleted: it goes with its WebSocket API.`
      throw new AppError('OperationNotAllowed', { reason })
    }
    await assertNoTools(context, { index: 'tool', of: 'operation' })
  },
})

function checkParameters(operation: OperationProperties, inTemplate: readonly string[]): Fault[] {
  const seen = new Set<string>()
  return operation.templateParameters.flatMap(({ name }, index) => {
    const target = `properties.templateParameters.${index}.name`
    if (seen.has(name)) return [fieldFault(target, `The parameter '${name}' is declared twice.`)]
    seen.add(name)
    if (inTemplate.includes(name)) return []
    return [
      fieldFault(target, `The parameter '${name}' does not occur in the URL template '${operation.urlTemplate}'.`),
    ]
  })
}

/** Parameters that the template names but nobody declared are strings, as the portal's form makes them. */
function withMissing(operation: OperationProperties, inTemplate: readonly string[]) {
  const declared = new Set(operation.templateParameters.map(({ name }) => name))
  const missing = inTemplate.filter((name) => !declared.has(name))
  return [...operation.templateParameters, ...missing.map((name) => ({ name, type: 'string', required: true }))]
}

function assertHasOperations(api: StoredDocument | undefined): void {
  if (api === undefined || toBody<ApiProperties>(api).properties.type !== 'mcp') return
  throw new AppError('OperationNotAllowed', {
    reason: 'An MCP server has tools, no operations: put the operation into an API, and a tool that names it here.',
  })
}
