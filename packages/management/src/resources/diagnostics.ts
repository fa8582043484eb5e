import { AppError, diagnosticProperties, identifiers } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'
import { defineResource, type ResourceDeclaration, toBody } from '../arm/define-resource.ts'
import { fieldFault } from '../arm/faults.ts'
import { isJsonObject } from '../arm/request-body.ts'
import { findReferenced, showReference } from '../arm/resource-reference.ts'

/** What is written down about calls, for all APIs or for one. @see reference: API Management, 1.10 */
const diagnosticsAt = (parentPath: string, parentIdentifiers: ResourceDeclaration['identifiers']) =>
  defineResource({
    type: `Microsoft.ApiManagement/service${parentPath.replace(/\/\{\w+\}/g, '')}/diagnostics`,
    title: 'Diagnostic',
    path: `${parentPath}/diagnostics/{diagnosticId}`,
    identifiers: { ...parentIdentifiers, diagnosticId: identifiers.diagnosticId },
    contract: diagnosticProperties,
    async complete(properties, { existing }) {
      return existing === undefined ? withHiddenQuery(properties) : properties
    },
    async prepare(diagnostic, { transaction, service }) {
      const logger = await findReferenced(transaction, service, diagnostic.loggerId, '/loggers/{loggerId}')
      if (logger === undefined) {
        const faults = [fieldFault('properties.loggerId', `There is no logger '${diagnostic.loggerId}'.`)]
        throw new AppError('ValidationError', {}, { faults })
      }
      return {
        properties: { ...diagnostic, loggerId: toBody(logger).path },
        indexes: { references: { logger: logger.key } },
      }
    },
    toView: ({ properties }, { service }) => ({
      ...properties,
      loggerId: showReference(properties.loggerId, service),
    }),
  })

export const diagnostics = diagnosticsAt('', {})
export const apiDiagnostics = diagnosticsAt('/apis/{apiId}', { apiId: identifiers.apiId })

/** New ones hide what stands in the query, which may be a key, unless they say how it is masked. */
function withHiddenQuery(properties: JsonObject): JsonObject {
  const completed: Record<string, JsonObject[string]> = { ...properties }
  for (const name of ['frontend', 'backend']) {
    const direction = completed[name] ?? {}
    const request = isJsonObject(direction) ? (direction.request ?? {}) : undefined
    // What is no object is for the contract to refuse.
    if (!isJsonObject(direction) || !isJsonObject(request) || request.dataMasking !== undefined) continue
    const dataMasking = { queryParams: [{ value: '*', mode: 'Hide' }] }
    completed[name] = { ...direction, request: { ...request, dataMasking } }
  }
  return completed
}
