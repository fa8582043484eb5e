import { type ApiReleaseProperties, AppError, apiReleaseProperties, identifiers } from '@sluice/contracts'
import * as z from 'zod'
import { defineResource, type WriteContext } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { toKey, toRelativePath, toServiceId } from '../arm/identity.ts'
import { readApi } from './apis/api-documents.ts'
import { splitApiName, toRevisionName } from './apis/api-names.ts'
import { makeCurrent } from './apis/make-current.ts'

/** Making a release on a revision makes it the current one. @see reference: API Management, 1.4 */
export const apiReleases = defineResource({
  type: 'Microsoft.ApiManagement/service/apis/releases',
  title: 'ApiRelease',
  path: '/apis/{apiId}/releases/{releaseId}',
  identifiers: { apiId: identifiers.apiId, releaseId: identifiers.releaseId },
  // Times are set by the service.
  contract: z.object({
    ...apiReleaseProperties.shape,
    createdDateTime: z.string().optional(),
    updatedDateTime: z.string().optional(),
  }),
  filterable: ['name', 'notes'],
  sortable: ['createdDateTime', 'updatedDateTime'],
  madeByService: { properties: ['createdDateTime', 'updatedDateTime'] },
  async complete(properties, { existing, identifiers: { apiId = '' }, transaction, service }) {
    if (properties.apiId !== undefined || existing !== undefined) return properties
    const current = await readApi(transaction, service, apiId)
    return current === undefined ? properties : { ...properties, apiId: current.path }
  },
  async prepare(release, context) {
    const { existing, environment } = context
    const now = new Date(environment.clock.now()).toISOString()
    const createdDateTime = (existing?.properties.createdDateTime as string | undefined) ?? now
    const apiId = await resolveRevision(release, context)
    return { properties: { ...release, apiId, createdDateTime, updatedDateTime: now } }
  },
  async afterCreate(context) {
    const {
      transaction,
      key,
      identifiers: { apiId = '' },
    } = context
    // An old release does not happen again: files say by themselves which revision is current.
    if (context.restored !== undefined) return
    const released = (await transaction.get(key))?.body.properties as unknown as ApiReleaseProperties
    await makeCurrent(context, apiId, splitApiName(released.apiId).revision ?? '')
  },
  toView: ({ properties }, { service }) => ({ ...properties, apiId: `${toServiceId(service)}${properties.apiId}` }),
})

/** The revision that a release is of, always with its number. @throws AppError `ValidationError` */
async function resolveRevision({ apiId }: ApiReleaseProperties, context: WriteContext): Promise<string> {
  const { transaction, service, identifiers: own, existing } = context
  const owner = splitApiName(own.apiId ?? '')
  if (owner.revision !== undefined) {
    throw new AppError('OperationNotAllowed', {
      reason: `Releases belong to the API: use /apis/${owner.name}/releases and name the revision in 'apiId'.`,
    })
  }
  const path = toRelativePath(apiId, service) ?? ''
  const { name, revision } = splitApiName(path.replace(/^\/apis\//i, ''))
  const isOfThisApi = /^\/apis\/[^/]+$/i.test(path) && name.toLowerCase() === owner.name.toLowerCase()
  if (!isOfThisApi)
    assertNoFaults([fieldFault('properties.apiId', `'apiId' must be /apis/${owner.name};rev={revision}.`)])
  const current = await readApi(transaction, service, name)
  const wanted = toRevisionName(name, revision ?? current?.properties.apiRevision ?? '1')
  const held = existing?.properties.apiId
  if (held !== undefined && held !== `/apis/${wanted}`) {
    assertNoFaults([fieldFault('properties.apiId', 'A release stays with its revision; make another release.')])
  }
  const isCurrent = current?.properties.apiRevision === (revision ?? current?.properties.apiRevision)
  const isThere = isCurrent || (await transaction.get(toKey(service.name, `/apis/${wanted}`))) !== undefined
  if (!isThere && held === undefined && context.restored === undefined) {
    assertNoFaults([fieldFault('properties.apiId', `The revision '${revision}' does not exist.`)])
  }
  return `/apis/${wanted}`
}
