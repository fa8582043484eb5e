import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

describe('a subscription of a user', () => {
  it('is the subscription itself, and nobody else has it', async () => {
    const { call } = await startManagement()
    const own = await call('GET', '/users/1/subscriptions/administrator-starter')
    const itself = await call('GET', '/subscriptions/administrator-starter')
    expect([own.status, own.etag, own.json]).toEqual([200, itself.etag, itself.json])
    const { status, json } = await call('GET', '/users/1/subscriptions/master')
    expect([status, json.error.message]).toEqual([404, 'Subscription not found.'])
  })
})
