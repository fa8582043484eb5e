import { type BackendProperties, backendProperties, type Fault, identifiers } from '@sluice/contracts'
import type { StoreReader } from '@sluice/platform'
import { defineResource, toBody, type WriteContext } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { collectionOf, toKey } from '../arm/identity.ts'
import { isJsonObject } from '../arm/request-body.ts'
import { findReferenced, showReference } from '../arm/resource-reference.ts'
import { checkAddresses } from './backend-addresses.ts'
import { resolveCertificates } from './backend-credentials.ts'
import { fieldsWithNames, readFields, resolveNames } from './named-values-in-fields.ts'
import { assertNotNamedInPolicies } from './policies/policy-definitions.ts'
import { assertUnused } from './policies/policy-texts.ts'

const form = '/backends/{backendId}'

/** @see reference: API Management, 1.10 */
export const backends = defineResource({
  type: 'Microsoft.ApiManagement/service/backends',
  title: 'Backend',
  path: form,
  identifiers: { backendId: identifiers.backendId },
  contract: backendProperties,
  filterable: ['name', 'title', 'description', 'url', 'protocol', 'type'],
  secrets: { fields: fieldsWithNames.backends.secret, shownTo: 'publisher' },
  async prepare(backend, context) {
    const held = readFields(backend, fieldsWithNames.backends.secret, context)
    const names = await resolveNames({ url: backend.url, ...held }, context)
    const { url, proxy } = names.resolved
    const faults = [...names.faults, ...checkAddresses({ type: backend.type, url, proxy }), ...checkUnserved(context)]
    const pool = await resolvePool(backend, context)
    const effective = held.credentials as BackendProperties['credentials']
    const {
      credentials,
      keys,
      faults: credentialFaults,
    } = effective ? await resolveCertificates(effective, context) : { credentials: effective, keys: [], faults: [] }
    assertNoFaults([...faults, ...pool.faults, ...credentialFaults])
    const { hidden, indexes } = names.stored
    const certificateKeys = keys.length === 0 ? {} : { certificateKeys: keys.join('\n') }
    return {
      properties: {
        ...backend,
        ...(backend.pool ? { pool: { services: pool.services } } : {}),
        ...(backend.credentials === undefined ? {} : { credentials }),
      },
      hidden: { ...hidden, ...certificateKeys },
      ...(indexes === undefined ? {} : { indexes }),
    }
  },
  toView: ({ properties }, { service }) => ({
    ...properties,
    ...(properties.pool
      ? { pool: { services: properties.pool.services.map((one) => ({ ...one, id: showReference(one.id, service) })) } }
      : {}),
  }),
  async beforeDelete(context) {
    const { transaction, key, identifiers: ids } = context
    const { backendId = '' } = ids
    const what = `backend '${backendId}'`
    assertUnused(what, await poolsWith(transaction, context.service.name, key))
    await assertNotNamedInPolicies(context, { what, attribute: 'backend-id', value: backendId })
  },
})

type Pool = NonNullable<BackendProperties['pool']>['services']

async function poolsWith(reader: StoreReader, service: string, key: string) {
  const { documents } = await reader.find({
    from: { collection: collectionOf(key) },
    where: { kind: 'compare', field: { kind: 'body', path: ['properties', 'type'] }, operator: 'eq', value: 'Pool' },
  })
  return documents.filter((pool) => {
    const { properties } = toBody<BackendProperties>(pool)
    return properties.pool?.services.some(({ id }) => toKey(service, id) === key)
  })
}

async function resolvePool(
  { type, pool }: BackendProperties,
  { transaction, service, key }: WriteContext,
): Promise<{ readonly services: Pool; readonly faults: readonly Fault[] }> {
  if (type !== 'Pool') return { services: [], faults: [] }
  const services: Pool = []
  const faults: Fault[] = []
  const [outer] = await poolsWith(transaction, service.name, key)
  if (outer !== undefined) {
    const path = toBody(outer).path
    faults.push(fieldFault('properties.type', `A backend that is in the pool ${path} cannot be a pool itself.`))
  }
  for (const [index, member] of (pool?.services ?? []).entries()) {
    const found = await findReferenced(transaction, service, member.id, form)
    const refuse = (why: string) => faults.push(fieldFault(`properties.pool.services.${index}.id`, why))
    if (found === undefined) refuse(`There is no backend '${member.id}'.`)
    else if (found.key === key || toBody(found).properties.type === 'Pool') {
      refuse(`'${member.id}' is a pool; a pool is made of single backends.`)
    } else if (services.some(({ id }) => toKey(service.name, id) === found.key)) {
      refuse(`'${member.id}' is in the pool already.`)
    } else services.push({ ...member, id: toBody(found).path })
  }
  return { services, faults }
}

function checkUnserved({ raw }: WriteContext): Fault[] {
  const { properties } = raw
  if (!isJsonObject(properties) || properties.serviceFabricCluster == null) return []
  return [
    fieldFault(
      'properties.properties.serviceFabricCluster',
      'Service Fabric clusters are not reached from here: name the address of the service as url.',
    ),
  ]
}
