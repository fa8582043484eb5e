import { describe, expect, it } from 'vitest'
import { startMachineLearning } from '../../machine-learning.fixture.ts'

async function start() {
  const role = await startMachineLearning()
  const base = `/workspaces/${role.workspaceId}/storage/containers`
  const raw = (method: string, path: string, body?: string | string[]) =>
    role.send({
      method,
      target: `/studio${base}${path}`,
      headers: ['Authorization', 'Bearer automation-token', 'Content-Type', 'text/csv'],
      ...(body !== undefined && { body }),
    })
  return { ...role, base, raw }
}

describe('the embedded storage account', () => {
  it('is shown to those who may change it, with what opens it elsewhere, and is kept by no cache', async () => {
    const { studio, send, tokens, workspaceId } = await start()
    const path = `/workspaces/${workspaceId}/storage/account`
    const shown = await studio('GET', path)
    expect(shown.body).toMatchObject({ name: 'sluice', key: 'a2V5', endpoint: 'http://localhost:10000/sluice' })
    expect(shown.body.connectionString).toContain('AccountName=sluice;AccountKey=a2V5;')
    expect(shown.response.header('cache-control')).toBe('no-store')
    const analyst = await tokens.issue({ subject: '3', role: 'analyst' }, 60)
    const refused = await send({ target: `/studio${path}`, headers: ['Authorization', `Bearer ${analyst}`] })
    expect(refused.status).toBe(403)
  })

  it('has containers that are made, listed and deleted', async () => {
    const { studio, base } = await start()
    for (const name of ['one', 'two', 'six']) expect((await studio('PUT', `${base}/${name}`)).status).toBe(201)
    expect((await studio('PUT', `${base}/one`)).body.error.code).toBe('BlobContainerExists')
    expect((await studio('PUT', `${base}/Not_A_Name`)).body.error.code).toBe('BlobAddressInvalid')
    const page = (await studio('GET', `${base}?limit=2`)).body
    expect(page.value.map(({ name }: { name: string }) => name)).toEqual(['one', 'six'])
    const next = (await studio('GET', `${base}?limit=2&marker=${page.next}`)).body
    expect([next.value.length, next.next]).toEqual([1, null])
    expect((await studio('DELETE', `${base}/two`)).status).toBe(204)
    expect((await studio('DELETE', `${base}/two`)).body.error.code).toBe('BlobContainerNotFound')
  })

  it('has blobs that are uploaded, listed, downloaded and deleted', async () => {
    const { studio, base, raw } = await start()
    await studio('PUT', `${base}/data`)
    const put = await raw('PUT', '/data/blobs/in%2Fa%20b.csv', ['x,y\n', '1,2\n'])
    expect([put.status, put.json()]).toMatchObject([201, { name: 'in/a b.csv', bytes: 8, contentType: 'text/csv' }])
    await raw('PUT', '/data/blobs/top.csv', 'x')
    const refused = await raw('PUT', '/data/blobs/top.csv?overwrite=false', 'y')
    expect(refused.json()).toMatchObject({ error: { code: 'BlobExists' } })
    const folders = (await studio('GET', `${base}/data/blobs?delimiter=/`)).body
    expect([folders.value.map(({ name }: { name: string }) => name), folders.prefixes]).toEqual([['top.csv'], ['in/']])
    expect((await studio('GET', `${base}/data/blobs?prefix=in/`)).body.value).toEqual([put.json()])
    const got = await raw('GET', '/data/blobs/in%2Fa%20b.csv/content')
    expect([got.text(), got.header('content-length'), got.header('content-type')]).toEqual([
      'x,y\n1,2\n',
      '8',
      'application/octet-stream',
    ])
    expect(got.header('content-disposition')).toContain('filename="a b.csv"')
    expect((await raw('DELETE', '/data/blobs/top.csv')).status).toBe(204)
    expect((await studio('GET', `${base}/data/blobs/top.csv`)).body.error.code).toBe('BlobMissing')
  })

  it('gives links that say what they allow and for how long', async () => {
    const { studio, base, clock } = await start()
    await studio('PUT', `${base}/data`)
    const made = await studio('POST', `${base}/data/links`, { blob: 'a b', permissions: ['write', 'read'], minutes: 5 })
    expect(made.status).toBe(201)
    const url = new URL(made.body.url)
    expect([url.pathname, url.searchParams.get('sp'), url.searchParams.get('sr')]).toEqual([
      '/sluice/data/a%20b',
      'rw',
      'b',
    ])
    expect(Date.parse(made.body.expiresAt)).toBe(Math.floor(clock.now() / 1000) * 1000 + 300_000)
    expect((await studio('POST', `${base}/data/links`, { permissions: ['fly'] })).status).toBe(400)
  })

  it('is closed to those who may not', async () => {
    const { send, base } = await start()
    expect((await send({ target: `/studio${base}` })).status).toBe(401)
  })
})
