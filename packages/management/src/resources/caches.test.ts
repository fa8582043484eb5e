import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const connectionString = 'redis.example:6380,password=hush,ssl=True'

describe('caches', () => {
  it('take a connection string, keep it sealed and never show it', async () => {
    const { call, store } = await startManagement()
    const put = await call('PUT', '/caches/default', { properties: { connectionString, useFromLocation: 'default' } })
    expect([put.status, put.json.properties]).toEqual([201, { useFromLocation: 'default' }])
    const again = await call('PUT', '/caches/default', { properties: { useFromLocation: 'default' } })
    expect(again.status).toBe(200)
    expect(JSON.stringify(await store.readAll())).not.toContain('hush')
  })

  it('need one to begin with', async () => {
    const { call } = await startManagement()
    const { json } = await call('PUT', '/caches/default', { properties: { useFromLocation: 'default' } })
    expect(json.error.details[0].target).toBe('properties.connectionString')
  })

  it('are refused with a connection string that nobody can read, which is not shown', async () => {
    const { call } = await startManagement()
    const properties = { connectionString: 'somewhere, hush', useFromLocation: 'default' }
    const { status, json } = await call('PUT', '/caches/default', { properties })
    expect([status, json.error.details]).toEqual([
      400,
      [
        {
          code: 'ValidationError',
          target: 'properties.connectionString',
          message:
            "'connectionString' must be host:port,password=…,ssl=True or a URL such as rediss://:password@host:port.",
        },
      ],
    ])
  })
  it('may have named values in their connection string, which have to be there and to fit', async () => {
    const { call, store } = await startManagement()
    const put = (text: string) =>
      call('PUT', '/caches/default', { properties: { connectionString: text, useFromLocation: 'default' } })
    const missing = await put('redis.example:6380,password={{secret}}')
    expect(missing.json.error.details).toEqual([
      {
        code: 'ValidationError',
        target: 'properties.connectionString',
        message: "The named value 'secret' does not exist.",
      },
    ])
    const value = (text: string) =>
      call('PUT', '/namedValues/port', { properties: { displayName: 'port', value: text } })
    await value('6380')
    expect((await put('redis.example:{{port}},password=hush')).status).toBe(201)
    expect(JSON.stringify(await store.readAll())).not.toContain('hush')
    const refused = await value('none')
    expect([refused.status, refused.json.error.details[0].message]).toEqual([
      400,
      "'connectionString' must be host:port,password=…,ssl=True or a URL such as rediss://:password@host:port. (in /caches/default)",
    ])
    expect((await call('DELETE', '/namedValues/port', undefined, { 'if-match': '*' })).status).toBe(400)
  })
})
