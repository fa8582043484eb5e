import { AppError, type OperationProperties } from '@sluice/contracts'
import { toBody } from '../../arm/define-resource.ts'
import { defineRoute } from '../../arm/define-route.ts'
import { fieldFault } from '../../arm/faults.ts'
import { toKey } from '../../arm/identity.ts'
import { isJsonObject, readJsonObject } from '../../arm/request-body.ts'
import { parentOf } from '../../arm/resource-request.ts'
import { planAgainst, readSentDefinition } from './import-definition.ts'

/** What a PUT with the same body would do to the operations of an API, which may be a new one. */
export const planApiImport = defineRoute({
  path: '/apis/{apiId}/planImport',
  method: 'POST',
  access: 'publisher',
  summary: 'Tells what importing a definition would add, change and remove, and changes nothing.',
  async answer({ environment, service, path, request }) {
    const { properties } = await readJsonObject(request)
    const sent = isJsonObject(properties) ? await readSentDefinition(properties, { environment }) : undefined
    if (sent === undefined) {
      const faults = ['format', 'value'].map((name) => fieldFault(`properties.${name}`, `'${name}' is required.`))
      throw new AppError('ValidationError', {}, { faults })
    }
    const { definition } = sent
    const held = await environment.store.list(`${toKey(service.name, parentOf(path))}/operations`)
    const plan = planAgainst(held, definition)
    const heldById = new Map(held.map((document) => [document.key.slice(document.key.lastIndexOf('/') + 1), document]))
    return Response.json({
      definition: { format: definition.format, version: definition.version, ...definition.properties },
      added: plan.added.map(({ operation }) => toShown(operation.id, operation.properties)),
      changed: plan.changed.map(({ existingId, operation, fields }) => ({
        ...toShown(operation.id, operation.properties),
        existingId,
        fields,
      })),
      removed: plan.removed.map(({ id }) => {
        const document = heldById.get(id.toLowerCase())
        return toShown(id, document && toBody<OperationProperties>(document).properties)
      }),
      unchanged: plan.kept.length,
      schemas: definition.schemas.length,
      tags: definition.tags.length,
      notes: definition.notes,
    })
  },
})

const toShown = (id: string, properties: OperationProperties | undefined) => ({
  id,
  displayName: properties?.displayName,
  method: properties?.method,
  urlTemplate: properties?.urlTemplate,
})
