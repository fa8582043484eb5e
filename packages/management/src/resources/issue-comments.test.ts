import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

describe('comments', () => {
  it('belong to an issue and to a user who is there, and go with the issue', async () => {
    const { call, base, store } = await startManagement()
    const issue = '/apis/echo-api/issues/i1'
    await call('PUT', issue, { properties: { title: 'Slow', description: 'Slow.', userId: '1' } })
    const { json } = await call('PUT', `${issue}/comments/c1`, { properties: { text: 'Yes', userId: '1' } })
    expect(json.properties).toEqual({
      text: 'Yes',
      userId: `${base}/sluice/users/1`,
      createdDate: expect.stringMatching(/Z$/),
    })
    const found = await call('GET', `${issue}/comments?$filter=userId eq '/users/1'`)
    expect(found.json.count).toBe(1)
    const refused = await call('PUT', `${issue}/comments/c2`, { properties: { text: 'Yes', userId: '/users/none' } })
    expect(refused.status).toBe(400)
    expect((await call('PUT', '/apis/echo-api/issues/none/comments/c', {})).status).toBe(400)

    await call('DELETE', issue, undefined, { 'If-Match': '*' })
    const { documents } = await store.readAll()
    expect(documents.filter(({ key }) => key.includes('/issues/'))).toEqual([])
  })
})
