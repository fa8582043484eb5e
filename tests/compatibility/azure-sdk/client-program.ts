// Runs Azure's own SDK against a running program and prints one JSON line for each thing it did. A process of its own,
// because Node reads NODE_EXTRA_CA_CERTS at its start only.
import { isDeepStrictEqual } from 'node:util'
import { ApiManagementClient } from '@azure/arm-apimanagement'
import { exerciseLists } from './exercise-lists.ts'
import { exerciseReports } from './exercise-reports.ts'
import { exerciseServices } from './exercise-services.ts'
import { exerciseTags } from './exercise-tags.ts'
import { type ResourceKind, resourceKinds } from './resource-kinds.ts'

const [endpoint = '', token = '', subscriptionId = '', resourceGroup = '', serviceName = ''] = process.argv.slice(2)
const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) }
const client = new ApiManagementClient(credential, subscriptionId, { endpoint })

type Method = (...args: unknown[]) => unknown
const groups = client as unknown as Readonly<Record<string, Readonly<Record<string, Method | undefined>>>>

/** The method of a group, in its form that waits for the end where there is one. */
function methodOf({ group, methods }: ResourceKind, name: keyof NonNullable<ResourceKind['methods']>) {
  const wanted = methods?.[name] ?? name
  const waiting = `begin${wanted[0]?.toUpperCase()}${wanted.slice(1)}AndWait`
  const own = groups[group]
  const method = own?.[waiting] ?? own?.[wanted]
  if (own === undefined || method === undefined) throw new Error(`The SDK has no ${group}.${wanted}.`)
  return (...args: unknown[]) =>
    method.call(own, resourceGroup, serviceName, ...args) as Promise<Record<string, unknown>>
}

const pathOf = ({ parents = [], id, isOnly }: ResourceKind) => (isOnly ? parents : [...parents, id])

const create = (kind: ResourceKind) => methodOf(kind, 'createOrUpdate')(...pathOf(kind), kind.properties)

/** Code and status of what a call was refused with. */
async function refusalOf(call: () => Promise<unknown>): Promise<string> {
  try {
    await call()
    return 'accepted'
  } catch (error) {
    const { code, statusCode } = error as { code?: string; statusCode?: number }
    return `${statusCode} ${code}`
  }
}

/** What became of one kind, step by step; a step that throws ends it with its message. */
async function exercise(kind: ResourceKind): Promise<Record<string, unknown>> {
  const { parents = [], id, change, list } = kind
  const done: Record<string, unknown> = {}
  try {
    for (const needed of kind.needs ?? []) await create(needed)
    const at = pathOf(kind)
    done.created = (await create(kind)).name
    done.read = (await methodOf(kind, 'get')(...at)).name
    const { eTag } = await methodOf(kind, 'getEntityTag')(...at)
    done.hasEntityTag = typeof eTag === 'string' && eTag.startsWith('"')
    if (list !== undefined) done.isListed = await isListed(kind, list)
    if (change !== undefined) {
      const update = methodOf(kind, 'update')
      done.stale = await refusalOf(() => update(...at, '"stale"', change))
      const changed = await update(...at, eTag, change)
      done.isChanged = Object.entries(change).every(([name, value]) => isDeepStrictEqual(changed[name], value))
    }
    const match = kind.deletesWithoutMatch ? [] : ['*']
    await methodOf(kind, 'delete')(...at, ...match)
    if (id !== 'policy' || parents.length > 0) {
      done.afterwards = await refusalOf(() => methodOf(kind, 'get')(...at))
    }
    await methodOf(kind, 'delete')(...at, ...match)
    for (const needed of kind.needs ?? []) await methodOf(needed, 'delete')(...pathOf(needed), '*')
  } catch (error) {
    done.error = `${(error as { code?: string }).code}: ${(error as Error).message}`
  }
  return done
}

/** Whether a list in pages of one, which the SDK follows by itself, comes to it. */
async function isListed({ group, parents = [], id }: ResourceKind, list: string): Promise<boolean> {
  const own = groups[group]
  const items = own?.[list]?.call(own, resourceGroup, serviceName, ...parents, { top: 1 })
  for await (const item of items as AsyncIterable<{ name?: string }>) if (item.name === id) return true
  return false
}

const tell = (subject: string, result: unknown) => console.log(JSON.stringify([subject, result]))

for (const [name, kind] of Object.entries(resourceKinds)) tell(name, await exercise(kind))

tell('filter', await names(client.api.listByService(resourceGroup, serviceName, { filter: "startswith(name,'ECHO')" })))
tell('services', await names(client.apiManagementService.listByResourceGroup(resourceGroup)))
tell('missing', await refusalOf(() => client.api.get(resourceGroup, serviceName, 'none')))
tell(
  'invalid',
  await describeFault(() => client.product.createOrUpdate(resourceGroup, serviceName, 'p', { displayName: '' })),
)
tell('associations', await exerciseAssociations())
tell('keys', await exerciseKeys())
tell('import', await exerciseImport())
tell('policies', await exercisePolicies())
tell('place', await exercisePlace())
tell('lists', await exerciseLists(client, resourceGroup, serviceName))
tell('tags', await exerciseTags(client, resourceGroup, serviceName))
tell('reports', await exerciseReports(client, resourceGroup, serviceName))
tell('life of a service', await exerciseServices(client, resourceGroup))

async function names(items: AsyncIterable<{ name?: string }>): Promise<unknown> {
  const found: (string | undefined)[] = []
  for await (const { name } of items) found.push(name)
  return found
}

async function describeFault(call: () => Promise<unknown>): Promise<unknown> {
  try {
    await call()
    return 'accepted'
  } catch (error) {
    const { code, details } = error as { code?: string; details?: { error?: { details?: unknown } } }
    return { code, details: details?.error?.details }
  }
}

async function exerciseAssociations(): Promise<unknown> {
  const at = [resourceGroup, serviceName] as const
  await client.productApi.createOrUpdate(...at, 'unlimited', 'azureml-demo-api')
  const isThere = (await client.productApi.checkEntityExists(...at, 'unlimited', 'azureml-demo-api')).body
  const listed = await names(client.productApi.listByProduct(...at, 'unlimited'))
  await client.productApi.delete(...at, 'unlimited', 'azureml-demo-api')
  const afterwards = await refusalOf(() => client.productApi.checkEntityExists(...at, 'unlimited', 'azureml-demo-api'))
  return { isThere, listed, afterwards }
}

async function exerciseKeys(): Promise<unknown> {
  const at = [resourceGroup, serviceName, 'administrator-starter'] as const
  const before = await client.subscription.listSecrets(...at)
  await client.subscription.regeneratePrimaryKey(...at)
  const after = await client.subscription.listSecrets(...at)
  return {
    isPrimaryNew: before.primaryKey !== after.primaryKey,
    isSecondaryKept: before.secondaryKey === after.secondaryKey,
  }
}

async function exerciseImport(): Promise<unknown> {
  const paths = { '/pets': { get: { operationId: 'listPets', responses: { 200: { description: 'Pets' } } } } }
  const value = JSON.stringify({ openapi: '3.0.1', info: { title: 'Pets', version: '1' }, paths })
  const at = [resourceGroup, serviceName] as const
  const poller = await client.api.beginCreateOrUpdate(...at, 'pets', { path: 'pets', format: 'openapi+json', value })
  const made = await poller.pollUntilDone()
  const operations = await names(client.apiOperation.listByApi(...at, 'pets'))
  const { value: exported } = await client.apiExport.get(...at, 'pets', 'openapi+json-link', 'true')
  const text = await (await fetch(exported?.link ?? '')).text()
  await client.api.beginDeleteAndWait(...at, 'pets', '*')
  return { displayName: made.displayName, operations, isExportedAsItCame: text === value }
}

async function exercisePolicies(): Promise<unknown> {
  const at = [resourceGroup, serviceName] as const
  const value = '<fragment><set-header name="x"><value>{{sdk-secret}}</value></set-header></fragment>'
  const document = '<policies><inbound><include-fragment fragment-id="sdk-shared" /></inbound></policies>'
  await client.namedValue.beginCreateOrUpdateAndWait(...at, 'sdk', {
    displayName: 'sdk-secret',
    value: 'x',
    secret: true,
  })
  await client.policyFragment.beginCreateOrUpdateAndWait(...at, 'sdk-shared', { value, format: 'rawxml' })
  await client.apiPolicy.createOrUpdate(...at, 'echo-api', 'policy', { value: document, format: 'rawxml' })
  const secret = (await client.namedValue.listValue(...at, 'sdk')).value
  const inUse = await refusalOf(() => client.namedValue.delete(...at, 'sdk', '*'))
  await client.namedValue.beginUpdateAndWait(...at, 'sdk', '*', { displayName: 'sdk-renamed' })
  const renamed = (await client.policyFragment.get(...at, 'sdk-shared', { format: 'rawxml' })).value
  const references = (await client.policyFragment.listReferences(...at, 'sdk-shared')).value?.map(({ type }) => type)
  const validation = await client.policyRestrictionValidations.beginByServiceAndWait(...at)
  const descriptions = (await client.policyDescription.listByService(...at, { scope: 'Api' })).value ?? []
  const states: (string | undefined)[] = []
  for await (const { complianceState } of client.allPolicies.listByService(...at)) states.push(complianceState)
  return {
    secret,
    inUse,
    renamed,
    references,
    validation: validation.status,
    isRateLimitDescribed: descriptions.some(({ name }) => name === 'rate-limit'),
    areCompliant: states.length > 0 && states.every((state) => state === 'Compliant'),
  }
}

async function exercisePlace(): Promise<unknown> {
  const at = [resourceGroup, serviceName] as const
  const [status] = await client.networkStatus.listByService(...at)
  await client.backend.createOrUpdate(...at, 'sdk-place', { url: 'https://sdk.example', protocol: 'http' })
  await client.backend.reconnect(...at, 'sdk-place')
  return {
    regions: await names(client.region.listByService(...at)),
    depends: status?.networkStatus?.connectivityStatus.map(({ name }) => name),
    outbound: (await client.outboundNetworkDependenciesEndpoints.listByService(...at)).value,
    settings: await names(client.tenantSettings.listByService(...at)),
    unsupported: await refusalOf(() => client.gateway.get(...at, 'managed')),
  }
}
