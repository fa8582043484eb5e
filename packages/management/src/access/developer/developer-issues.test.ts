import { describe, expect, it } from 'vitest'
import { startManagement } from '../../management.fixture.ts'

const anna = { email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg', password: 'a long secret' }
const ben = { ...anna, email: 'ben@example.com', firstName: 'Ben' }
const slow = { title: 'Slow', description: 'It is slow.' }
const at = '/apis/echo-api/issues'

async function start() {
  const started = await startManagement()
  const { call, fetchRaw } = started
  await call('PUT', '/users/anna', { properties: anna })
  await call('PUT', '/users/ben', { properties: ben })
  const basic = ({ email, password }: typeof anna) => `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}`
  const send = async (method: string, path: string, authorization?: string, properties?: object) => {
    const response = await fetchRaw(`/developer${path}?api-version=2022-04-01-preview`, {
      method,
      headers: authorization === undefined ? {} : { Authorization: authorization },
      ...(properties === undefined ? {} : { body: JSON.stringify({ properties }) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, json: text === '' ? undefined : JSON.parse(text) }
  }
  const signIn = async (who: typeof anna) => {
    const { headers } = await send('GET', '/identity', basic(who))
    return `SharedAccessSignature ${/^token="(.*)",refresh/.exec(headers.get('ocp-apim-sas-token') ?? '')?.[1]}`
  }
  return { ...started, send, own: await signIn(anna), other: await signIn(ben) }
}

const names = ({ json }: { json: { value: { name: string }[] } }) => json.value.map(({ name }) => name)

describe('issues in the developer portal', () => {
  it('are their author’s alone until a publisher takes them up', async () => {
    const { send, own, other, call } = await start()
    const made = await send('PUT', `${at}/i1`, own, { ...slow, state: 'closed', userId: '/users/ben' })
    expect([made.status, made.json.properties]).toMatchObject([
      201,
      { ...slow, state: 'proposed', author: 'self', createdDate: expect.stringMatching(/Z$/) },
    ])
    expect(made.json.properties).not.toHaveProperty('userId')
    expect(names(await send('GET', '/issues', own))).toEqual(['i1'])
    expect(names(await send('GET', at, own))).toEqual(['i1'])
    expect(names(await send('GET', '/issues', other))).toEqual([])
    expect(names(await send('GET', '/issues'))).toEqual([])
    expect((await send('GET', `${at}/i1`, other)).status).toBe(404)
    await call('PATCH', `${at}/i1`, { properties: { state: 'open' } }, { 'If-Match': '*' })
    expect((await send('GET', `${at}/i1`, other)).json.properties.author).toBe('developer')
    expect(names(await send('GET', at))).toEqual(['i1'])
    await call('PATCH', `${at}/i1`, { properties: { state: 'removed' } }, { 'If-Match': '*' })
    expect(names(await send('GET', at))).toEqual([])
    expect((await send('GET', `${at}/i1`, own)).status).toBe(200)
  })

  it('take comments of those who see them, and files of their author, and name nobody', async () => {
    const { send, own, other, call } = await start()
    await send('PUT', `${at}/i1`, own, slow)
    expect((await send('PUT', `${at}/i1/comments/c1`, other, { text: 'Here, too.' })).status).toBe(404)
    await call('PATCH', `${at}/i1`, { properties: { state: 'open' } }, { 'If-Match': '*' })
    expect((await send('PUT', `${at}/i1/comments/c1`, other, { text: 'Here, too.' })).status).toBe(201)
    await call('PUT', `${at}/i1/comments/c2`, { properties: { text: 'We look into it.', userId: '/users/1' } })
    const file = { title: 'log.txt', contentFormat: 'text/plain', content: 'YWJj' }
    expect((await send('PUT', `${at}/i1/attachments/a1`, other, file)).status).toBe(403)
    expect((await send('PUT', `${at}/i1/attachments/a1`, own, file)).status).toBe(201)
    const { json } = await send('GET', `${at}/i1`, own)
    expect(json.properties.comments.map(({ properties }: { properties: object }) => properties)).toMatchObject([
      { text: 'Here, too.', author: 'developer' },
      { text: 'We look into it.', author: 'publisher' },
    ])
    expect(json.properties.attachments[0].properties).toEqual({ title: 'log.txt', contentFormat: 'text/plain' })
    expect((await send('GET', `${at}/i1/attachments/a1`, other)).json.properties).toEqual(file)
    expect(JSON.stringify(json)).not.toContain('/users/')
  })

  it('are not written by strangers, not written over, and not about what is not seen', async () => {
    const { send, own, call } = await start()
    expect((await send('PUT', `${at}/i1`, undefined, slow)).status).toBe(401)
    expect((await send('PUT', `${at}/i1`, own, slow)).status).toBe(201)
    expect((await send('PUT', `${at}/i1`, own, slow)).json.error.code).toBe('OperationNotAllowed')
    expect((await send('PUT', `${at}/i2`, own, { title: '' })).json.error.details).toHaveLength(2)
    expect((await send('DELETE', `${at}/i1`, own)).status).toBe(405)
    expect((await send('POST', '/issues', own, slow)).status).toBe(405)
    await call('PUT', '/apis/inner', { properties: { displayName: 'Inner', path: 'i', protocols: ['https'] } })
    expect((await send('PUT', '/apis/inner/issues/i3', own, slow)).status).toBe(404)
    await call('PUT', '/apis/inner/issues/i3', { properties: { ...slow, userId: '/users/1', state: 'open' } })
    expect(names(await send('GET', '/issues', own))).toEqual(['i1'])
    expect((await send('GET', '/apis/inner/issues', own)).status).toBe(404)
  })

  it('tell publishers of what is new', async () => {
    const { send, own, call } = await start()
    await call('PUT', '/notifications/NewIssuePublisherNotificationMessage/recipientEmails/p@example.com')
    await send('PUT', `${at}/i1`, own, slow)
    const mails = (await call('GET', '/mails')).json.value as { properties: { to: string } }[]
    expect(JSON.stringify(mails)).toContain('p@example.com')
  })
})
