import { describe, expect, it } from 'vitest'
import { createManagementWork } from '../background/create-management-work.ts'
import { cellOf, noon, recordOf, startUsage } from './usage.fixture.ts'

const hour = { from: noon - 3_600_000, to: noon }

describe('what is kept of calls', () => {
  it('goes with its service when that is purged, not when it is deleted', async () => {
    const { call, fetchRaw, token, base, send, environment } = await startUsage()
    await send([cellOf()], [recordOf({ requestId: 'r' })])
    const services = () => environment.usage.services()
    const { json: service } = await call('GET', '')
    await call('DELETE', '', undefined, { 'If-Match': '*' })
    await expect.poll(async () => (await environment.store.get('/deletedservices/sluice'))?.key).toBeDefined()
    await createManagementWork(environment).runOnce()
    expect(await services()).toEqual(['sluice'])
    const [, subscription] = base.split('/').filter((part) => part !== '')
    const location = service.location.replaceAll(' ', '').toLowerCase()
    const purged = await fetchRaw(
      `/subscriptions/${subscription}/providers/Microsoft.ApiManagement/locations/${location}/deletedservices/sluice?api-version=2024-05-01`,
      { method: 'DELETE', headers: { Authorization: `Bearer ${token}` } },
    )
    expect(purged.status).toBe(202)
    expect(await services()).toEqual([])
  })

  it('goes with a service of which a purge was cut short', async () => {
    const { send, environment } = await startUsage()
    await send([cellOf(), cellOf({ service: 'gone' })])
    await createManagementWork(environment).runOnce()
    expect(await environment.usage.services()).toEqual(['sluice'])
    expect((await environment.usage.read({ service: 'sluice', ...hour })).rows).toHaveLength(1)
  })

  it('is as much as is wanted', async () => {
    const { send, environment } = await startUsage()
    await send([], [recordOf({ requestId: 'a' }), recordOf({ requestId: 'b' })])
    const usageRetention = {
      minutesForDays: 2,
      hoursForDays: 35,
      daysForDays: 400,
      recordsForDays: 7,
      mostRecords: 1,
      mostRecordBytes: 1e9,
    }
    await createManagementWork(environment, { usageRetention }).runOnce()
    // Some are removed at once, so that it is not done again with each call.
    expect(await environment.usage.findRecords({ service: 'sluice', limit: 9 })).toEqual([])
  })
})
