import { maxPolicyBytes } from '@sluice/policy-language'
import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

describe('completeExpression', () => {
  it('lists what may be written where an expression breaks off, and changes nothing', async () => {
    const { call, store } = await startManagement()
    const { changeNumber } = await store.readAll()
    const answer = await call('POST', '/completeExpression', { properties: { value: '@(context.Req' } })
    expect([answer.status, answer.json]).toEqual([
      200,
      { replaces: 3, offers: [{ name: 'Request', kind: 'property', detail: 'IRequest' }] },
    ])
    expect((await store.readAll()).changeNumber).toBe(changeNumber)
  })

  it('refuses what it cannot read', async () => {
    const { call } = await startManagement()
    const targets = async (properties: object) => {
      const { status, json } = await call('POST', '/completeExpression', { properties })
      return [status, ...json.error.details.map(({ target }: { target: string }) => target)]
    }
    expect(await targets({})).toEqual([400, 'properties.value'])
    expect(await targets({ value: `@(${'x'.repeat(maxPolicyBytes)}` })).toEqual([400, 'properties.value'])
  })
})
