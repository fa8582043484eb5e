import { expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const nested = (depth: number) => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)

it('takes documents of schemas as deep as anybody writes them, and refuses those that no program could walk through', async () => {
  const { call } = await startManagement()
  const put = (depth: number) =>
    call('PUT', '/schemas/deep', { properties: { schemaType: 'json', document: nested(depth) } })
  expect((await put(190)).status).toBe(201)
  for (const depth of [250, 3_000, 100_000]) {
    const body = `{"properties":{"schemaType":"json","document":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}}`
    const { status, json } = await call('PUT', '/schemas/deep', body)
    expect([status, json.error.message]).toEqual([
      400,
      'The request body cannot be read as JSON: it is nested too deeply.',
    ])
  }
})
