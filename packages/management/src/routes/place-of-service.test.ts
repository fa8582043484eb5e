import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

describe('an instance of one place', () => {
  it('has one region', async () => {
    const { call } = await startManagement()
    expect((await call('GET', '/regions')).json).toEqual({
      value: [{ name: 'Local', isMasterRegion: true, isDeleted: false }],
      count: 1,
    })
  })

  it('depends on its database, and says so for its own location only', async () => {
    const { call } = await startManagement()
    const [status] = (await call('GET', '/networkstatus')).json
    expect(status.location).toBe('Local')
    expect(status.networkStatus.connectivityStatus).toMatchObject([{ name: 'database', status: 'success' }])
    expect((await call('GET', '/locations/local/networkstatus')).json).toEqual(status.networkStatus)
    expect((await call('GET', '/locations/westus/networkstatus')).status).toBe(404)
    expect((await call('GET', '/outboundNetworkDependenciesEndpoints')).json).toEqual({ value: [] })
  })

  it('tells the public settings of its portals', async () => {
    const { call } = await startManagement()
    const { json } = await call('GET', '/settings')
    expect(json.value[0].properties.settings).toMatchObject({
      'CustomPortalSettings.RequireUserSigninEnabled': 'False',
      'CustomPortalSettings.DelegationEnabled': 'False',
    })
    expect((await call('GET', '/settings/public')).json).toEqual(json.value[0])
    expect((await call('GET', '/settings/private')).status).toBe(404)
  })
})
