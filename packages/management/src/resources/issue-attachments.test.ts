import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const path = '/apis/echo-api/issues/i1/attachments/a1'

async function startWithIssue() {
  const started = await startManagement()
  const properties = { title: 'Slow', description: 'Slow.', userId: '1' }
  await started.call('PUT', '/apis/echo-api/issues/i1', { properties })
  return started
}

describe('attachments', () => {
  it('hold a file that their own address shows, and no list and no audit', async () => {
    const { call, store } = await startWithIssue()
    const file = { title: 'Picture', contentFormat: 'image/png', content: 'iVBORw0KGgo=' }
    const put = await call('PUT', path, { properties: file })
    expect([put.status, put.json.properties]).toEqual([201, file])
    expect((await call('GET', path)).json.properties).toEqual(file)
    const { json } = await call('GET', '/apis/echo-api/issues/i1/attachments')
    expect(json.value[0].properties).toEqual({ title: 'Picture', contentFormat: 'image/png' })
    expect((await call('DELETE', path, undefined, { 'If-Match': '*' })).status).toBe(200)
    expect(JSON.stringify(await store.audit({ limit: 100 }))).not.toContain(file.content)
    expect(JSON.stringify(await store.readAll())).not.toContain(file.content)
  })

  it('become a link without leaving the file behind', async () => {
    const { call, store } = await startWithIssue()
    await call('PUT', path, { properties: { title: 'T', contentFormat: 'text/plain', content: 'YWJj' } })
    const link = { title: 'T', contentFormat: 'link', content: 'https://example.com/a' }
    expect((await call('PUT', path, { properties: link })).json.properties).toEqual(link)
    expect(JSON.stringify(await store.readAll())).not.toContain('YWJj')
  })

  it.each([
    [{ contentFormat: 'link', content: 'javascript:alert(1)' }, 'properties.content'],
    [{ contentFormat: 'picture', content: 'YWJj' }, 'properties.contentFormat'],
    [{ contentFormat: 'image/png', content: 'not base64' }, 'properties.content'],
    [{ contentFormat: 'image/png' }, 'properties.content'],
    [{ contentFormat: 'image/png', content: 'AAAA'.repeat((5 * 1024 * 1024) / 3 + 1) }, 'properties.content'],
  ])('are refused when they are no link and no file of at most 5 MiB: %#', async (properties, target) => {
    const { call } = await startWithIssue()
    const { status, json } = await call('PUT', path, { properties: { title: 'T', ...properties } })
    expect([status, json.error.details[0].target]).toEqual([400, target])
  })
})
