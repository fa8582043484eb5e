import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

describe('wikis', () => {
  it.each(['/apis/echo-api', '/products/starter'])('of %s show pages that are there, in their order', async (owner) => {
    const { call } = await startManagement()
    for (const id of ['first', 'second']) await call('PUT', `/documentations/${id}`, { properties: { title: id } })
    const documents = [{ documentationId: 'second' }, { documentationId: 'first' }]
    const put = await call('PUT', `${owner}/wikis/default`, { properties: { documents } })
    expect([put.status, put.json.name, put.json.properties]).toEqual([201, 'default', { documents }])
    expect((await call('GET', `${owner}/wikis`)).json.value).toEqual([put.json])

    const refused = await call('PUT', `${owner}/wikis/default`, {
      properties: { documents: [{ documentationId: 'first' }, { documentationId: 'none' }] },
    })
    expect(refused.json.error.details).toEqual([
      {
        code: 'ValidationError',
        target: 'properties.documents.1.documentationId',
        message: "The documentation 'none' does not exist.",
      },
    ])
    expect((await call('GET', `${owner}/wikis/other`)).status).toBe(404)
  })
})
