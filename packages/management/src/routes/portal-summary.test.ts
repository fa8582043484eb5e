import { portalSummary } from '@sluice/contracts'
import { expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'
import { createSnapshotStream } from '../snapshot/snapshot-stream.ts'

const any = { 'If-Match': '*' }

it('counts what there is and what waits for somebody', async () => {
  const { call, environment, store } = await startManagement()
  const read = async () => portalSummary.parse((await call('GET', '/portalSummary')).json)
  const before = await read()
  expect(before).toEqual({
    apis: 2,
    products: { published: 2, notPublished: 0 },
    subscriptions: { submitted: 0, active: 3, suspended: 0, rejected: 0, cancelled: 0, expired: 0 },
    users: 1,
    openIssues: 0,
    failedMails: 0,
    gateways: { connected: 0, changeNumber: null },
  })
  await call('PUT', '/apis/echo-api;rev=2', {
    properties: { displayName: 'Echo API', path: 'echo', protocols: ['https'], sourceApiId: '/apis/echo-api' },
  })
  await call('PUT', '/products/draft', { properties: { displayName: 'Draft' } })
  await call('PUT', '/subscriptions/s', {
    properties: { displayName: 'S', scope: '/products/starter', ownerId: '/users/1', state: 'submitted' },
  })
  for (const [id, state] of [
    ['one', 'proposed'],
    ['two', 'open'],
    ['three', 'closed'],
  ] as const) {
    const properties = { title: 'T', description: 'D', userId: '/users/1', state }
    expect((await call('PUT', `/apis/echo-api/issues/${id}`, { properties })).status).toBe(201)
  }
  await call('PUT', '/users/anna', {
    properties: { email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg', confirmation: 'invite' },
  })
  const [mail] = await store.list('/services/sluice/mails')
  expect(mail).toBeDefined()
  await store.transact({ actor: 'test' }, async (transaction) => {
    const { key = '', collection = '', body } = mail ?? {}
    const properties = { ...(body?.properties as object), state: 'dead' }
    await transaction.put({ key, collection, body: { ...body, properties } })
  })
  expect(await read()).toEqual({
    ...before,
    products: { published: 2, notPublished: 1 },
    subscriptions: { ...before.subscriptions, submitted: 1 },
    users: 2,
    openIssues: 2,
    failedMails: 1,
  })
  await call('PATCH', '/products/draft', { properties: { state: 'published' } }, any)

  const closing = new AbortController()
  const stream = createSnapshotStream(store, {
    after: undefined,
    closing: closing.signal,
    gateways: environment.gateways,
  })
  const reader = stream.getReader()
  await reader.read()
  expect((await read()).gateways).toEqual({ connected: 1, changeNumber: null })
  const { changeNumber } = await store.readAll()
  for (let text = ''; !text.includes('heartbeat'); ) text = new TextDecoder().decode((await reader.read()).value)
  expect((await read()).gateways).toEqual({ connected: 1, changeNumber })
  await reader.cancel()
  expect((await read()).gateways).toEqual({ connected: 0, changeNumber: null })
})
