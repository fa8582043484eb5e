import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

describe('tag descriptions', () => {
  it('say what the tag of their name means for an API', async () => {
    const { call } = await startManagement()
    await call('PUT', '/tags/red', { properties: { displayName: 'Red' } })
    const put = await call('PUT', '/apis/echo-api/tagDescriptions/red', { properties: { description: 'Warm' } })
    expect(put.json.properties).toEqual({
      description: 'Warm',
      tagId: expect.stringMatching(/^\/subscriptions\/.*\/service\/sluice\/tags\/red$/),
      displayName: 'Red',
    })
    const { json } = await call('PUT', '/apis/echo-api/tagDescriptions/none', { properties: {} })
    expect(json.error.message).toBe('Tag not found.')
  })
})
