import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }

describe('loggers', () => {
  it('keep their credentials sealed and never show them', async () => {
    const { call, store } = await startManagement()
    const put = await call('PUT', '/loggers/insights', {
      properties: { loggerType: 'applicationInsights', credentials: { instrumentationKey: 'hush' } },
    })
    expect(put.json.properties).toEqual({ loggerType: 'applicationInsights', isBuffered: true })
    const again = await call('PUT', '/loggers/insights', { properties: { loggerType: 'applicationInsights' } })
    expect(again.status).toBe(200)
    expect(JSON.stringify(await store.readAll())).not.toContain('hush')
  })

  it.each([
    ['azureEventHub', { name: 'hub' }, 'name and connectionString, or name and endpointAddress'],
    ['applicationInsights', undefined, 'instrumentationKey, or connectionString'],
  ])('of the type %s are refused without what reaches their target', async (loggerType, credentials, wanted) => {
    const { call } = await startManagement()
    const { json } = await call('PUT', '/loggers/l', { properties: { loggerType, credentials } })
    expect(json.error.details[0].message).toBe(`'credentials' of the type ${loggerType} must have ${wanted}.`)
  })

  it('stay while a diagnostic or a policy writes to them', async () => {
    const { call } = await startManagement()
    for (const id of ['one', 'two']) await call('PUT', `/loggers/${id}`, { properties: { loggerType: 'azureMonitor' } })
    await call('PUT', '/apis/echo-api/diagnostics/azuremonitor', { properties: { loggerId: '/loggers/one' } })
    await call('PUT', '/apis/echo-api/policies/policy', {
      properties: {
        value: '<policies><inbound><log-to-eventhub logger-id="Two">x</log-to-eventhub></inbound></policies>',
      },
    })
    const refusal = async (id: string) => (await call('DELETE', `/loggers/${id}`, undefined, any)).json.error.message
    expect(await refusal('one')).toBe("The logger 'one' is in use by /apis/echo-api/diagnostics/azuremonitor.")
    expect(await refusal('two')).toBe("The logger 'two' is in use by /apis/echo-api/policies/policy.")
  })
})
