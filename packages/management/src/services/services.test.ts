import { describe, expect, it } from 'vitest'
import { type ManagementFixtureOptions, startManagement } from '../management.fixture.ts'
import { createOperationRunner, stepsOfCreation } from './operation-runner.ts'

const version = 'api-version=2024-05-01'
const body = {
  location: 'West Europe',
  sku: { name: 'Developer', capacity: 1 },
  properties: { publisherEmail: 'second@example.com', publisherName: 'Second' },
}

/** Calls with any path of the resource manager, as an administrator. */
async function startWithProvider(options: ManagementFixtureOptions = {}) {
  const started = await startManagement(options)
  const { fetchRaw, base, issue } = started
  const token = await issue()
  async function ask(method: string, address: string, sent?: unknown) {
    const { pathname, search } = new URL(address, 'http://localhost:8080')
    const response = await fetchRaw(`${pathname}${search === '' ? `?${version}` : search}`, {
      method,
      headers: { Authorization: `Bearer ${token}` },
      ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, json: text === '' ? undefined : JSON.parse(text) }
  }
  const provider = `${base.slice(0, base.indexOf('/resourceGroups/'))}/providers/Microsoft.ApiManagement`
  return { ...started, ask, provider, second: `${base}/second` }
}

describe('the creation of a service', () => {
  it('is answered at once, and can be followed to its end', async () => {
    const { ask, second } = await startWithProvider()
    const created = await ask('PUT', second, body)
    expect([created.status, created.json.properties.provisioningState]).toEqual([201, 'Created'])
    const status = created.headers.get('Azure-AsyncOperation') ?? ''
    expect(status).toMatch(/\/locations\/westeurope\/operationStatuses\/[^/]+\?api-version=2024-05-01$/)
    expect(created.headers.get('Location')).toMatch(/\/operationResults\//)
    // Whoever calls on is let in as soon as it is ready.
    expect((await ask('GET', `${second}/groups`)).json.count).toBe(3)
    const { json } = await ask('GET', status)
    expect(json).toEqual({
      id: new URL(status).pathname,
      name: new URL(status).pathname.split('/').at(-1),
      status: 'Succeeded',
      percentComplete: 100,
      startTime: expect.any(String),
      endTime: expect.any(String),
      properties: { steps: stepsOfCreation.map((name) => ({ name, state: 'Succeeded' })) },
    })
    expect((await ask('GET', created.headers.get('Location') ?? '')).status).toBe(200)
    const ready = await ask('GET', second)
    expect(ready.json.properties.provisioningState).toBe('Succeeded')
    expect((await ask('PUT', second, body)).status).toBe(200)
  })

  it('brings the sample API and products, and a subscription for its administrator, but in the newer tiers', async () => {
    const { ask, second } = await startWithProvider({ hasSamples: true })
    await ask('PUT', second, body)
    const names = async (path: string) =>
      (await ask('GET', `${second}${path}`)).json.value.map(({ name }: { name: string }) => name)
    expect(await names('/apis')).toEqual(['echo-api'])
    expect(await names('/products')).toEqual(['starter', 'unlimited'])
    expect(await names('/users/1/subscriptions')).toEqual(['administrator-starter', 'administrator-unlimited'])
    // Whoever runs the whole installation is its administrator in its developer portal, too.
    expect((await ask('GET', '/developer/identity?service=second')).json).toEqual({ id: '1' })
    const plain = `${second}v2`
    await ask('PUT', plain, { ...body, sku: { name: 'StandardV2', capacity: 1 } })
    expect((await ask('GET', `${plain}/apis`)).json.value).toEqual([])
  })

  it('goes on at the next start where it was cut off', async () => {
    const { ask, second, management, environment } = await startWithProvider()
    management.close()
    const created = await ask('PUT', second, body)
    const status = created.headers.get('Azure-AsyncOperation') ?? ''
    expect((await ask('GET', status)).json).toMatchObject({ status: 'InProgress', percentComplete: 0 })
    expect((await ask('GET', created.headers.get('Location') ?? '')).status).toBe(202)
    const early = await ask('GET', `${second}/groups`)
    expect([early.status, early.json.error.code]).toEqual([409, 'ServiceIsActivating'])

    // Two processes that start at once do every step once.
    await Promise.all([createOperationRunner(environment).resume(), createOperationRunner(environment).resume()])
    expect((await ask('GET', status)).json.status).toBe('Succeeded')
    expect((await ask('GET', `${second}/users`)).json.count).toBe(1)
  })

  it('that failed says why, and is tried again by another PUT', async () => {
    const { ask, second, environment } = await startWithProvider()
    const { hash } = environment.passwords
    environment.passwords.hash = () => Promise.reject(new Error('no memory'))
    const created = await ask('PUT', second, body)
    const refused = await ask('GET', `${second}/groups`)
    expect(refused.json.error.message).toBe(
      "The service 'second' cannot be used yet: its provisioning state is Failed.",
    )
    const { json } = await ask('GET', created.headers.get('Azure-AsyncOperation') ?? '')
    expect(json).toMatchObject({ status: 'Failed', error: { code: 'InternalServerError' } })
    expect(json.properties.steps.map(({ state }: { state: string }) => state)).toEqual([
      'Succeeded',
      'Failed',
      'Pending',
      'Pending',
      'Pending',
      'Pending',
      'Pending',
    ])
    environment.passwords.hash = hash
    expect((await ask('PUT', second, body)).status).toBe(201)
    expect((await ask('GET', `${second}/groups`)).status).toBe(200)
  })

  it('is refused with what does not hold on one’s own machines', async () => {
    const { ask, second } = await startWithProvider()
    const properties = { ...body.properties, virtualNetworkType: 'Internal', disableGateway: true }
    const { status, json } = await ask('PUT', second, { ...body, properties })
    expect(status).toBe(400)
    expect(json.error.details.map(({ target }: { target: string }) => target)).toEqual([
      'properties.virtualNetworkType',
      'properties.disableGateway',
    ])
  })
})

describe('a deleted service', () => {
  it('is gone for everyone, can be brought back as it was, and its name stays taken', async () => {
    const { ask, base, provider, clock } = await startWithProvider()
    const before = await ask('GET', `${base}/sluice`)
    const deleted = await ask('DELETE', `${base}/sluice`)
    expect(deleted.status).toBe(202)
    expect((await ask('GET', deleted.headers.get('Azure-AsyncOperation') ?? '')).json.status).toBe('Succeeded')
    expect((await ask('GET', deleted.headers.get('Location') ?? '')).status).toBe(204)
    expect((await ask('GET', `${base}/sluice`)).status).toBe(404)
    expect((await ask('GET', `${base}/sluice/apis`)).status).toBe(404)
    expect((await ask('DELETE', `${base}/sluice`)).status).toBe(204)

    const list = await ask('GET', `${provider}/deletedservices`)
    expect(list.json.value).toEqual([
      {
        id: `${provider}/locations/local/deletedservices/sluice`,
        name: 'sluice',
        type: 'Microsoft.ApiManagement/deletedservices',
        location: 'Local',
        properties: {
          serviceId: `${base}/sluice`,
          deletionDate: new Date(clock.now()).toISOString(),
          scheduledPurgeDate: new Date(clock.now() + 48 * 3_600_000).toISOString(),
        },
      },
    ])
    expect((await ask('GET', list.json.value[0].id)).json).toEqual(list.json.value[0])

    const again = await ask('PUT', `${base}/sluice`, { ...body, location: 'Local' })
    expect([again.status, again.json.error.code]).toEqual([409, 'ServiceAlreadyExistsInSoftDeletedState'])
    const restored = await ask('PUT', `${base}/sluice`, { properties: { restore: true } })
    expect([restored.status, restored.json.properties]).toEqual([201, before.json.properties])
    expect((await ask('GET', `${base}/sluice/apis/echo-api`)).status).toBe(200)
    expect((await ask('GET', `${provider}/deletedservices`)).json.value).toEqual([])
    const never = await ask('PUT', `${base}/never`, { properties: { restore: true } })
    expect(never.json.error.details[0].target).toBe('properties.restore')
  })

  it('is purged for good when that is asked for, or after 48 hours', async () => {
    const { ask, base, provider, second, store, clock, management } = await startWithProvider()
    await ask('PUT', second, body)
    await ask('DELETE', second)
    await ask('DELETE', `${base}/sluice`)
    const left = async () =>
      (await store.readAll()).documents.filter(({ key }) => /^\/(services|deletedservices)\//.test(key)).length
    const purged = await ask('DELETE', `${provider}/locations/westeurope/deletedservices/second`)
    expect(purged.status).toBe(202)
    expect((await ask('GET', purged.headers.get('Azure-AsyncOperation') ?? '')).json.status).toBe('Succeeded')
    expect((await ask('DELETE', `${provider}/locations/westeurope/deletedservices/second`)).status).toBe(404)
    expect((await ask('PUT', second, body)).status).toBe(201)
    await ask('DELETE', second)

    clock.advance(48 * 3_600_000 - 1)
    await management.maintain()
    expect(await left()).toBeGreaterThan(0)
    clock.advance(2)
    await management.maintain()
    expect(await left()).toBe(0)
    expect((await store.list('/operations')).length).toBe(0)
  })
})

describe('the provider', () => {
  it('says which names are free', async () => {
    const { ask, provider } = await startWithProvider()
    const check = async (name: string) => (await ask('POST', `${provider}/checkNameAvailability`, { name })).json
    expect(await check('contoso')).toEqual({ nameAvailable: true, reason: 'Valid', message: '' })
    expect(await check('SLUICE')).toMatchObject({ nameAvailable: false, reason: 'AlreadyExists' })
    expect(await check('1-bad')).toMatchObject({ nameAvailable: false, reason: 'Invalid' })
  })

  it('lists what services may be, and what can be done with them', async () => {
    const { ask, provider, base } = await startWithProvider()
    const skus = await ask('GET', `${provider}/skus`)
    expect(skus.json.value[0]).toMatchObject({ name: 'Developer', locations: ['Local'] })
    expect((await ask('GET', `${base}/sluice/skus`)).json.value[0].sku).toEqual({ name: 'Developer' })
    const owner = await ask('POST', `${provider}/getDomainOwnershipIdentifier`)
    expect(owner.json.domainOwnershipIdentifier).toEqual(expect.any(String))
    const operations = await ask('GET', '/providers/Microsoft.ApiManagement/operations')
    const names = operations.json.value.map(({ name }: { name: string }) => name)
    expect(names).toContain('Microsoft.ApiManagement/service/apis/write')
    expect((await ask('GET', `${provider}/nothing`)).status).toBe(404)
    expect((await ask('POST', `${base}/sluice/backup`, {})).status).toBe(501)
  })

  it('lets only administrators make, change and remove services', async () => {
    const { fetchRaw, issue, second, base } = await startWithProvider()
    const token = await issue('publisher')
    for (const [method, path] of [
      ['PUT', second],
      ['PATCH', `${base}/sluice`],
      ['DELETE', `${base}/sluice`],
    ] as const) {
      const answer = await fetchRaw(`${path}?${version}`, {
        method,
        headers: { Authorization: `Bearer ${token}` },
        ...(method === 'DELETE' ? {} : { body: JSON.stringify(body) }),
      })
      expect([method, answer.status]).toEqual([method, 403])
    }
  })
})
