import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

describe('the issues of a service', () => {
  it('are those of all its APIs, each under an identifier of its own', async () => {
    const { call, base } = await startManagement()
    const properties = { title: 'Slow', description: 'Slow.', userId: '1' }
    await call('PUT', '/apis/echo-api/issues/i1', { properties })
    await call('PUT', '/apis/azureml-demo-api/issues/i2', { properties: { ...properties, state: 'open' } })
    const taken = await call('PUT', '/apis/azureml-demo-api/issues/I1', { properties })
    expect([taken.status, taken.json.error.code]).toEqual([409, 'IdentifierTaken'])

    const list = await call('GET', '/issues')
    expect(list.json.value.map(({ id }: { id: string }) => id)).toEqual([
      `${base}/sluice/issues/i1`,
      `${base}/sluice/issues/i2`,
    ])
    const open = await call('GET', "/issues?$filter=state eq 'open' and apiId eq '/apis/azureml-demo-api'")
    expect(open.json.value.map(({ name }: { name: string }) => name)).toEqual(['i2'])
    const one = await call('GET', '/issues/i2')
    expect(one.json).toEqual(list.json.value[1])
    expect((await call('GET', '/issues/none')).json.error.message).toBe('Issue not found.')
    expect((await call('PUT', '/issues/i1', { properties })).status).toBe(405)
  })
})
