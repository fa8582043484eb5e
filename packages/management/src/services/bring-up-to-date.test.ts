import type { JsonObject } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { findByIdentity, installationKey } from '../access/user-account.ts'
import { administrator, startManagement } from '../management.fixture.ts'
import { createInstallation } from '../samples/create-installation.ts'

const any = { 'If-Match': '*' }
const text = (inside: string) => `<policies><inbound>${inside}</inbound></policies>`
const options = { administratorEmail: 'a@example.com', administratorPassword: 'long enough', createSamples: false }

const placesOfPolicies = ['', '/products/starter', '/apis/echo-api', '/apis/echo-api/operations/create-resource']

/** A store as an earlier version left it: no indexes of policy texts, users without role and identities. */
async function startWithOldDocuments() {
  const management = await startManagement()
  const { call, store, environment } = management
  await call('PUT', '/namedValues/host', { properties: { displayName: 'host', value: 'x' } })
  const fragment = { value: '<fragment><set-header value="{{host}}" /></fragment>', format: 'rawxml' }
  await call('PUT', '/policyFragments/f', { properties: fragment })
  for (const place of placesOfPolicies) {
    await call('PUT', `${place}/policies/policy`, { properties: { value: text('<set-header value="{{host}}" />') } })
  }
  const jane = { email: 'jane@example.com', firstName: 'J', lastName: 'D' }
  await call('PUT', '/users/jane', { properties: jane })
  await store.transact({ actor: 'earlier version' }, async (transaction) => {
    for (const { key, collection, body } of (await store.readAll()).documents) {
      if (/\/policies\/policy$|\/policyfragments\//.test(key)) await transaction.put({ key, collection, body })
      if (!/\/users\/(1|jane)$/.test(key) || key.includes('/groups/')) continue
      const { role: _, identities: __, ...properties } = body.properties as JsonObject
      const { email } = properties
      const unique = { email: `/services/sluice|${email}` }
      await transaction.put({ key, collection, body: { ...body, properties } }, { unique })
    }
  })
  return { ...management, restart: () => createInstallation(environment, options) }
}

describe('documents of an earlier version', () => {
  it('are brought up to date at the start, once', async () => {
    const { call, store, restart } = await startWithOldDocuments()
    const before = (await store.readAll()).changeNumber
    expect((await call('DELETE', '/namedValues/host', undefined, any)).status).toBe(200)
    await call('PUT', '/namedValues/host', { properties: { displayName: 'host', value: 'x' } })
    await restart()
    const after = await store.readAll()
    expect(after.changeNumber).toBeGreaterThan(before)
    await restart()
    expect((await store.readAll()).changeNumber).toBe(after.changeNumber)
  })

  it('have policies and fragments that are found by what they say', async () => {
    const { call, restart } = await startWithOldDocuments()
    await restart()
    await call('PATCH', '/namedValues/host', { properties: { displayName: 'server' } }, any)
    for (const place of placesOfPolicies) {
      const { json } = await call('GET', `${place}/policies/policy`)
      expect(json.properties.value).toContain('{{server}}')
    }
    expect((await call('DELETE', '/namedValues/host', undefined, any)).status).toBe(400)
  })

  it('have users with the role of their group, who are found by their identities', async () => {
    const { call, store, restart } = await startWithOldDocuments()
    await restart()
    const identities = [{ provider: 'Basic', id: 'jane@example.com' }]
    expect((await call('GET', '/users/jane')).json.properties).toMatchObject({ role: 'developer', identities })
    expect((await call('GET', '/users/1')).json.properties).toMatchObject({ role: 'administrator' })
    const found = await findByIdentity(store, 'sluice', { provider: 'Basic', id: 'jane@example.com' })
    expect(found?.id).toBe('jane')
    expect((await call('PATCH', '/users/jane', { properties: { note: 'seen' } }, any)).status).toBe(200)
  })

  it('of a deleted service are not forgotten', async () => {
    const { store, restart, fetchRaw, base, token } = await startWithOldDocuments()
    const headers = { Authorization: `Bearer ${token}`, ...any }
    await fetchRaw(`${base}/sluice?api-version=2024-05-01`, { method: 'DELETE', headers })
    expect(await store.get('/services/sluice')).toBeUndefined()
    await restart()
    const { documents } = await store.find({ from: { index: 'policyText', value: '/services/sluice' } })
    expect(documents.length).toBeGreaterThan(placesOfPolicies.length)
  })
})

describe('a new service', () => {
  it('has the diagnostic azuremonitor and its logger, which can go for good', async () => {
    const { call, environment } = await startManagement()
    const { properties } = (await call('GET', '/diagnostics/azuremonitor')).json
    expect(properties).toMatchObject({
      loggerId: expect.stringMatching(/\/loggers\/azuremonitor$/),
      sampling: { samplingType: 'fixed', percentage: 100 },
      logClientIp: true,
      frontend: { request: { dataMasking: { queryParams: [{ value: '*', mode: 'Hide' }] } } },
    })
    expect((await call('DELETE', '/loggers/azuremonitor', undefined, any)).status).toBe(400)
    for (const path of ['/diagnostics/azuremonitor', '/loggers/azuremonitor']) {
      expect((await call('DELETE', path, undefined, any)).status).toBe(200)
    }
    await createInstallation(environment, options)
    expect((await call('GET', '/loggers/azuremonitor')).status).toBe(404)
  })

  it('let users sign in, and know every association from both of its ends', async () => {
    const { call, fetchRaw, store, restart } = await startWithOldDocuments()
    await store.transact({ actor: 'earlier version' }, async (transaction) => {
      for (const { key, collection, body } of await transaction.listBelow('/services/sluice')) {
        const { association, ...rest } = body
        if (association !== undefined) await transaction.put({ key, collection, body: rest })
      }
      await transaction.remove(installationKey)
    })
    const signIn = () => fetchRaw('/api/sign-in', { method: 'POST', body: JSON.stringify(administrator) })
    expect((await signIn()).status).toBe(401)
    await restart()
    expect((await signIn()).status).toBe(200)
    const names = async (path: string) => (await call('GET', path)).json.value.map(({ name }: { name: string }) => name)
    expect(await names('/users/1/groups')).toEqual(['administrators', 'developers'])
    expect(await names('/apis/echo-api/products')).toEqual(['starter', 'unlimited'])
  })
})
