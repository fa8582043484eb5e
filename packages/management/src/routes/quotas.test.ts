import type { GatewayAnswer, GatewayQuestionLine } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'
import { connectGateway } from '../snapshot/connected-gateway.fixture.ts'

const periodStartMs = Date.UTC(2026, 0, 5, 12)
const period = { periodStartMs, periodEndMs: periodStartMs + 3_600_000 }
/** Counts like a gateway, from where it stands. */
function counting(callsCount: number, bytes: number) {
  const counter = { ...period, callsCount, bytes }
  return (question: GatewayQuestionLine['question']): GatewayAnswer => {
    if (!('counterKey' in question) || question.counterKey !== 'Sub-1') return { quotas: [] }
    if (question.kind === 'set-quota') {
      counter.callsCount = question.callsCount ?? counter.callsCount
      counter.bytes = question.bytes ?? counter.bytes
    }
    return { quotas: [{ ...counter }] }
  }
}
const view = (callsCount: number, kbTransferred: number) => ({
  counterKey: 'Sub-1',
  periodKey: '2026-01-05T12:00:00.000Z',
  periodStartTime: '2026-01-05T12:00:00.000Z',
  periodEndTime: '2026-01-05T13:00:00.000Z',
  value: { callsCount, kbTransferred },
})
const periodPath = '/quotas/Sub-1/periods/2026-01-05T12:00:00.000Z'

describe('the counters of a quota', () => {
  it('are summed over all gateways', async () => {
    const started = await startManagement()
    const gateways = [await connectGateway(started, counting(3, 1024)), await connectGateway(started, counting(4, 512))]
    expect((await started.call('GET', '/quotas/Sub-1')).json).toEqual({ value: [view(7, 1.5)], count: 1 })
    expect((await started.call('GET', periodPath)).json).toEqual(view(7, 1.5))
    expect((await started.call('GET', '/quotas/other')).json).toEqual({ value: [], count: 0 })
    expect((await started.call('GET', '/quotas/Sub-1/periods/2025')).status).toBe(404)
    for (const gateway of gateways) await gateway.stop()
  })

  it('are set so that their sum is what was asked for', async () => {
    const started = await startManagement()
    const gateways = [await connectGateway(started, counting(3, 0)), await connectGateway(started, counting(4, 0))]
    const first = await started.call('PATCH', '/quotas/Sub-1', { properties: { callsCount: 5, kbTransferred: 2 } })
    expect([first.status, first.json]).toEqual([200, { value: [view(5, 2)], count: 1 }])
    const parts = gateways.map(({ asked }) => asked.findLast(({ kind }) => kind === 'set-quota'))
    expect(parts.map((part) => part?.kind === 'set-quota' && part.callsCount).sort()).toEqual([2, 3])
    expect((await started.call('PATCH', periodPath, { callsCount: 0 })).json).toEqual(view(0, 2))
    for (const gateway of gateways) await gateway.stop()
  })

  it('are refused with the place of what is wrong', async () => {
    const started = await startManagement()
    const gateway = await connectGateway(started, counting(1, 0))
    const refused = await started.call('PATCH', '/quotas/Sub-1', { properties: { callsCount: -1 } })
    expect([refused.status, refused.json.error.details[0].target]).toEqual([400, 'properties.callsCount'])
    expect((await started.call('PATCH', '/quotas/other', { properties: { callsCount: 1 } })).status).toBe(404)
    await gateway.stop()
  })

  it('cannot be told while no gateway is connected, or when one does not answer', async () => {
    const started = await startManagement()
    const nobody = await started.call('GET', '/quotas/Sub-1')
    expect([nobody.status, nobody.json.error.code]).toEqual([503, 'NoGatewayConnected'])
    const gateway = await connectGateway(started, counting(1, 0))
    const silent = await connectGateway(started, () => undefined)
    const late = await started.call('GET', '/quotas/Sub-1')
    expect([late.status, late.json.error.code]).toEqual([504, 'GatewayNotAnswering'])
    expect(late.json.error.message).toBe('Of 2 connected gateways, 1 answered in time.')
    await silent.stop()
    expect((await started.call('GET', '/quotas/Sub-1')).status).toBe(200)
    await gateway.stop()
  })
})
