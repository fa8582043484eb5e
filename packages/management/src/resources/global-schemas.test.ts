import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }
const document = { $id: 'order', type: 'object' }
const xsd = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="order"/></xs:schema>'

describe('schemas of the service', () => {
  it.each([
    ['as document', { document }],
    ['as value', { value: document }],
    ['as text', { value: JSON.stringify(document) }],
  ])('take a JSON schema %s and show it as document', async (_, content) => {
    const { call } = await startManagement()
    const { status, json } = await call('PUT', '/schemas/order', { properties: { schemaType: 'json', ...content } })
    expect([status, json.properties]).toEqual([201, { schemaType: 'json', document }])
  })

  it('take an XML schema as text', async () => {
    const { call } = await startManagement()
    const properties = { schemaType: 'xml', description: 'Orders', value: xsd }
    expect((await call('PUT', '/schemas/order', { properties })).json.properties).toEqual(properties)
  })

  it.each([
    [{ schemaType: 'json', value: '{"type":\n}' }, 'properties.value', `'value' is not JSON: "}" at line 2, column 1.`],
    [{ schemaType: 'json', value: '7' }, 'properties.value', "'value' must be a JSON schema, which is an object."],
    [{ schemaType: 'json' }, 'properties.document', "'document' is required: a JSON schema."],
    [{ schemaType: 'xml', document }, 'properties.value', "'value' is required: the text of an XML schema."],
    [
      { schemaType: 'xml', value: '<a>\n<b></a>' },
      'properties.value',
      "'value' is not XML: unexpected close tag at line 2, column 7.",
    ],
    [
      { schemaType: 'xml', value: '<schema />' },
      'properties.value',
      "'value' is no XML schema: it begins with <schema>, not with <schema> of http://www.w3.org/2001/XMLSchema.",
    ],
  ])('are refused with the place: %j', async (properties, target, message) => {
    const { call } = await startManagement()
    const { json } = await call('PUT', '/schemas/order', { properties })
    expect(json.error.details).toEqual([{ code: 'ValidationError', target, message }])
  })

  it('never change their type, and stay while a policy validates by them', async () => {
    const { call } = await startManagement()
    await call('PUT', '/schemas/order', { properties: { schemaType: 'xml', value: xsd } })
    const changed = await call('PUT', '/schemas/order', { properties: { schemaType: 'json', document } })
    expect(changed.json.error.details[0].target).toBe('properties.schemaType')
    await call('PUT', '/policies/policy', {
      properties: { value: '<policies><inbound><content schema-id="order"/></inbound></policies>' },
    })
    const { json } = await call('DELETE', '/schemas/order', undefined, any)
    expect(json.error.message).toBe("The schema 'order' is in use by /policies/policy.")
  })
})
