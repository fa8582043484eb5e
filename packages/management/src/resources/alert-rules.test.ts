import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const secret = 'a secret of sixteen'

async function start() {
  const { call } = await startManagement()
  const put = (id: string, properties: object) =>
    call('PUT', `/alertRules/${id}`, { properties: { displayName: id, ...properties } })
  return { call, put }
}

describe('an alert rule', () => {
  it('is a resource that keeps its secret', async () => {
    const { put, call } = await start()
    const webhook = { webhookUrl: 'https://hooks.example.com/a', webhookSecret: secret }
    const { status, json } = await put('errors', {
      kind: 'errorRate',
      threshold: 5,
      apiId: '/apis/Echo-API',
      ...webhook,
    })
    expect([status, json.properties]).toEqual([
      201,
      {
        displayName: 'errors',
        kind: 'errorRate',
        isEnabled: true,
        apiId: '/apis/echo-api',
        threshold: 5,
        percentile: 95,
        measure: 'api',
        windowMinutes: 5,
        minimumCalls: 20,
        remindAfterHours: 24,
        emails: [],
        notifiesDeveloper: true,
        notifiesPublishers: true,
        webhookUrl: 'https://hooks.example.com/a',
      },
    ])
    const { value } = (await call('GET', '/alertRules')).json
    expect(value.map(({ name }: { name: string }) => name).sort()).toEqual(['errors', 'quota-approaching'])
  })

  it.each([
    [{ kind: 'errorRate', threshold: 101 }, "'threshold' is a share in per cent, at most 100."],
    [{ kind: 'latency', threshold: 5, endThreshold: 6 }, "'endThreshold' must not be above 'threshold'."],
    [{ kind: 'latency', threshold: 5, apiId: '/apis/none' }, "There is no API '/apis/none'."],
    [
      { kind: 'quota', threshold: 5, apiId: '/apis/echo-api' },
      "Rules of the kind quota are not about one API; leave 'apiId' out.",
    ],
  ])('%j is refused', async (properties, message) => {
    const { put } = await start()
    const { status, json } = await put('wrong', properties)
    expect([status, json.error.details[0].message]).toEqual([400, message])
  })
})
