import { apiSchemaContentTypes } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }
const pet = { Pet: { type: 'object', properties: { name: { type: 'string' } } } }

describe('schemas of an API', () => {
  it.each([
    [apiSchemaContentTypes.components, { components: { schemas: pet } }, { components: { schemas: pet } }],
    [apiSchemaContentTypes.components, { value: JSON.stringify({ schemas: pet }) }, { components: { schemas: pet } }],
    [apiSchemaContentTypes.definitions, { definitions: pet }, { definitions: pet }],
    [apiSchemaContentTypes.definitions, { value: JSON.stringify(pet) }, { definitions: pet }],
    [apiSchemaContentTypes.xsd, { value: '<xsd:schema />' }, { value: '<xsd:schema />' }],
    ['application/vnd.ours+json', { value: '{}' }, { value: '{}' }],
  ])('of %s are kept in one form', async (contentType, document, kept) => {
    const { call } = await startManagement()
    const { json } = await call('PUT', '/apis/echo-api/schemas/s', { properties: { contentType, document } })
    expect(json.properties).toEqual({ contentType, document: kept, provisioningState: 'Succeeded' })
  })

  it.each([
    [apiSchemaContentTypes.components, {}, 'properties.document.components'],
    [apiSchemaContentTypes.definitions, { value: '{' }, 'properties.document.value'],
    [apiSchemaContentTypes.definitions, { value: '[]' }, 'properties.document.value'],
    [apiSchemaContentTypes.xsd, { definitions: pet }, 'properties.document.value'],
  ])('of %s are refused as %j', async (contentType, document, target) => {
    const { call } = await startManagement()
    const { status, json } = await call('PUT', '/apis/echo-api/schemas/s', { properties: { contentType, document } })
    expect([status, json.error.details[0].target]).toEqual([400, target])
  })

  it('stay while an operation uses them, unless they are forced out of it', async () => {
    const { call } = await startManagement()
    const contentType = apiSchemaContentTypes.components
    await call('PUT', '/apis/echo-api/schemas/s', { properties: { contentType, document: { components: {} } } })
    const typed = { contentType: 'application/json', schemaId: 'S', typeName: 'Pet' }
    const change = { request: { representations: [typed] }, responses: [{ statusCode: 200, representations: [typed] }] }
    await call('PATCH', '/apis/echo-api/operations/create-resource', { properties: change }, any)

    const refused = await call('DELETE', '/apis/echo-api/schemas/s', undefined, any)
    expect(refused.json.error.message).toBe(
      "The schema is used by operations of the API ('create-resource'). Change them first, or add force=true.",
    )
    expect((await call('DELETE', '/apis/echo-api/schemas/s?force=true', undefined, any)).status).toBe(200)
    const { json } = await call('GET', '/apis/echo-api/operations/create-resource')
    expect(json.properties.request.representations).toEqual([{ contentType: 'application/json' }])
    expect(json.properties.responses[0].representations).toEqual([{ contentType: 'application/json' }])
  })
})
