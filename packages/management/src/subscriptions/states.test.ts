import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'
import { mayDeveloperChange, type SubscriptionState } from './states.ts'

const states: readonly SubscriptionState[] = ['submitted', 'active', 'suspended', 'rejected', 'cancelled', 'expired']
const any = { 'If-Match': '*' }

describe('the states of a subscription', () => {
  it.each(states.flatMap((from) => states.map((to) => [from, to] as const)))(
    'go from %s to %s where a publisher says so, with the dates that follow',
    async (from, to) => {
      const { call, clock } = await startManagement({ createSamples: false })
      const at = '/subscriptions/s'
      await call('PUT', at, { properties: { scope: '/apis', displayName: 'S', state: from } })
      clock.advance(60_000)
      const { status, json } = await call('PATCH', at, { properties: { state: to, stateComment: 'because' } }, any)
      const first = '2026-01-05T12:00:00.000Z'
      const second = '2026-01-05T12:01:00.000Z'
      const isOver = (state: string) => state === 'cancelled' || state === 'expired'
      const endedFirst = isOver(from) ? first : null
      expect([status, json.properties]).toMatchObject([
        200,
        {
          state: to,
          stateComment: 'because',
          createdDate: first,
          startDate: from === 'active' ? first : to === 'active' ? second : null,
          endDate: isOver(to) && from !== to ? second : to === 'active' && from !== to ? null : endedFirst,
        },
      ])
    },
  )

  it('can be left by a developer only by cancelling', () => {
    const allowed = states.flatMap((from) =>
      states.filter((to) => from !== to && mayDeveloperChange(from, to)).map((to) => `${from} → ${to}`),
    )
    expect(allowed).toEqual(['submitted → cancelled', 'active → cancelled', 'suspended → cancelled'])
  })

  it('take the dates that are sent with them', async () => {
    const { call } = await startManagement({ createSamples: false })
    const { json } = await call('PUT', '/subscriptions/s', {
      properties: {
        scope: '/apis',
        displayName: 'S',
        state: 'cancelled',
        startDate: '2025-01-01T00:00:00Z',
        endDate: '2025-02-01T01:00:00+01:00',
        notificationDate: '2025-01-20T00:00:00Z',
      },
    })
    expect(json.properties).toMatchObject({
      startDate: '2025-01-01T00:00:00.000Z',
      endDate: '2025-02-01T00:00:00.000Z',
      notificationDate: '2025-01-20T00:00:00.000Z',
    })
  })
})
