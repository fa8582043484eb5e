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
})
