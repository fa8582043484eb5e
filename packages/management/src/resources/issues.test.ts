import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const slow = { title: 'Slow', description: 'It takes a minute.', userId: '/users/1' }

describe('issues', () => {
  it('are proposed by a user, now, about their API', async () => {
    const { call, base } = await startManagement()
    const { json } = await call('PUT', '/apis/echo-api/issues/i1', { properties: slow })
    expect(json.properties).toEqual({
      ...slow,
      state: 'proposed',
      createdDate: expect.stringMatching(/^\d{4}-.*Z$/),
      userId: `${base}/sluice/users/1`,
      apiId: `${base}/sluice/apis/echo-api`,
    })
    const refused = await call('PUT', '/apis/echo-api/issues/i2', { properties: { ...slow, userId: '/users/none' } })
    expect(refused.json.error.details[0]).toMatchObject({ target: 'properties.userId' })
    const state = await call('PUT', '/apis/echo-api/issues/i2', { properties: { ...slow, state: 'lost' } })
    expect(state.json.error.details[0]).toMatchObject({ target: 'properties.state' })
  })

  it('keep the time of their creation, in UTC, unless another one is sent', async () => {
    const { call, clock } = await startManagement()
    const first = await call('PUT', '/apis/echo-api/issues/i1', { properties: slow })
    clock.advance(60_000)
    const again = await call('PUT', '/apis/echo-api/issues/i1', { properties: slow })
    expect(again.json.properties.createdDate).toBe(first.json.properties.createdDate)
    const sent = await call('PUT', '/apis/echo-api/issues/i1', {
      properties: { ...slow, createdDate: '2018-02-01T22:21:20.467+02:00' },
    })
    expect(sent.json.properties.createdDate).toBe('2018-02-01T20:21:20.467Z')
  })

  it('show comments and attachments with them when asked', async () => {
    const { call } = await startManagement()
    const issue = '/apis/echo-api/issues/i1'
    await call('PUT', issue, { properties: slow })
    const comment = await call('PUT', `${issue}/comments/c1`, { properties: { text: 'Yes', userId: '/users/1' } })
    const file = { title: 'Trace', contentFormat: 'text/plain', content: 'YWJj' }
    await call('PUT', `${issue}/attachments/a1`, { properties: file })
    const { json } = await call('GET', '/apis/echo-api/issues?expandCommentsAttachments=true')
    expect(json.value[0].properties.comments).toEqual([comment.json])
    expect(json.value[0].properties.attachments[0].properties).toEqual({ title: 'Trace', contentFormat: 'text/plain' })
    expect((await call('GET', issue)).json.properties).not.toHaveProperty('comments')
  })
})
