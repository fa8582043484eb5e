import { describe, expect, it } from 'vitest'
import { createManagementWork } from '../background/create-management-work.ts'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }
/** Within the life of the test's token. */
const halfHour = 1_800_000

/** The clock stands at 2026-01-05T12:00:00Z. */
async function start(properties: object) {
  const management = await startManagement({ createSamples: false })
  const { call, environment } = management
  await call('PUT', '/subscriptions/s', { properties: { scope: '/apis', displayName: 'S', ...properties } })
  const read = async () => (await call('GET', '/subscriptions/s')).json.properties
  const stored = async () => {
    const document = await management.store.get('/services/sluice/subscriptions/s')
    return document?.body.properties as { state: string; endDate: string }
  }
  return { ...management, read, stored, work: createManagementWork(environment) }
}

const expirationDate = '2026-01-05T14:30:00+02:00'

describe('a subscription with an expiration date', () => {
  it('goes on after that date unless it says otherwise, as at the compatible service', async () => {
    const { read, work, clock } = await start({ expirationDate })
    clock.advance(halfHour)
    await work.runOnce()
    expect(await read()).toMatchObject({
      state: 'active',
      enforceExpiration: false,
      expirationDate: '2026-01-05T12:30:00.000Z',
      endDate: null,
    })
  })

  it('that is enforced is over at that very date, and soon so written down for the gateways', async () => {
    const { read, stored, work, clock, store } = await start({ expirationDate, enforceExpiration: true })
    clock.advance(halfHour - 1)
    await work.runOnce()
    expect(await read()).toMatchObject({ state: 'active', enforceExpiration: true })
    clock.advance(1)
    expect(await read()).toMatchObject({ state: 'expired', endDate: '2026-01-05T12:30:00.000Z' })
    expect((await stored()).state).toBe('active')
    clock.advance(60_000)
    await work.runOnce()
    expect(await stored()).toMatchObject({ state: 'expired', endDate: '2026-01-05T12:30:00.000Z' })
    expect((await store.audit({ limit: 1 }))[0]).toMatchObject({ actor: 'expiry', action: 'update' })
    const before = await store.readAll()
    await work.runOnce()
    expect(await store.readAll()).toEqual(before)
  })

  it('can be renewed with a later one, and not without', async () => {
    const { call, clock, work } = await start({ expirationDate, enforceExpiration: true })
    clock.advance(halfHour)
    await work.runOnce()
    const patch = async (properties: object) =>
      (await call('PATCH', '/subscriptions/s', { properties }, any)).json.properties
    expect(await patch({ state: 'active' })).toMatchObject({ state: 'expired' })
    expect(await patch({ state: 'active', expirationDate: '2027-01-01T00:00:00Z' })).toMatchObject({
      state: 'active',
      startDate: '2026-01-05T12:00:00.000Z',
      endDate: null,
    })
  })

  it('keeps its state when it is rejected or cancelled', async () => {
    const { read, clock, work } = await start({ expirationDate, enforceExpiration: true, state: 'rejected' })
    clock.advance(halfHour)
    await work.runOnce()
    expect(await read()).toMatchObject({ state: 'rejected', endDate: null })
  })
})
