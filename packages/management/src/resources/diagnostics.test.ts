import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }
const hidden = { dataMasking: { queryParams: [{ value: '*', mode: 'Hide' }] } }

async function startWithLogger() {
  const management = await startManagement()
  await management.call('PUT', '/loggers/monitor', { properties: { loggerType: 'azureMonitor' } })
  return management
}

describe('diagnostics', () => {
  it.each(['/diagnostics/applicationinsights', '/apis/echo-api/diagnostics/azuremonitor'])(
    '%s hides the query unless it says otherwise, and names its logger in full',
    async (path) => {
      const { call } = await startWithLogger()
      const frontend = { request: { headers: ['Accept'], body: { bytes: 8192 } }, response: { headers: [] } }
      const backend = { request: { dataMasking: { headers: [{ value: 'Authorization', mode: 'Mask' }] } } }
      const { json } = await call('PUT', path, {
        properties: {
          loggerId: '/loggers/MONITOR',
          sampling: { samplingType: 'fixed', percentage: 12.5 },
          frontend,
          backend,
        },
      })
      expect(json.properties).toEqual({
        loggerId: expect.stringMatching(/\/service\/sluice\/loggers\/monitor$/),
        sampling: { samplingType: 'fixed', percentage: 12.5 },
        logClientIp: false,
        operationNameFormat: 'Name',
        frontend: { ...frontend, request: { ...frontend.request, ...hidden } },
        backend,
      })
      const cleared = await call('PATCH', path, { properties: { frontend: null } }, any)
      expect(cleared.json.properties.frontend).toBeNull()
    },
  )

  it.each([
    ['/diagnostics/applicationinsights', { loggerId: '/loggers/none' }, 'properties.loggerId'],
    ['/diagnostics/other', { loggerId: '/loggers/monitor' }, 'diagnosticId'],
    [
      '/diagnostics/local',
      { loggerId: '/loggers/monitor', frontend: { request: { body: { bytes: 8193 } } } },
      'properties.frontend.request.body.bytes',
    ],
    ['/diagnostics/local', { loggerId: '/loggers/monitor', backend: 'all' }, 'properties.backend'],
    [
      '/diagnostics/local',
      { loggerId: '/loggers/monitor', sampling: { percentage: 101 } },
      'properties.sampling.percentage',
    ],
  ])('%s with %j is refused', async (path, properties, target) => {
    const { call } = await startWithLogger()
    const { status, json } = await call('PUT', path, { properties })
    expect([status, json.error.details[0].target]).toEqual([400, target])
  })
})
