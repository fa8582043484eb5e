import { describe, expect, it } from 'vitest'
import { convertSchema, type SchemaDialect } from './schema-dialects.ts'

const convert = (schema: unknown, dialect: SchemaDialect) =>
  convertSchema(schema, dialect, (reference) => `${reference}!`)

describe('a schema in the words of another version', () => {
  it.each<[SchemaDialect, unknown, unknown]>([
    ['3.1', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    ['3.1', { type: 'number', minimum: 1, exclusiveMinimum: true }, { type: 'number', exclusiveMinimum: 1 }],
    ['3.1', { type: 'number', maximum: 1, exclusiveMaximum: false }, { type: 'number', maximum: 1 }],
    ['3.1', { type: 'file' }, { type: 'string', format: 'binary' }],
    ['3.1', { discriminator: 'kind' }, { discriminator: { propertyName: 'kind' } }],
    ['3.1', { const: 1, prefixItems: [{ type: 'null' }] }, { const: 1, prefixItems: [{ type: 'null' }] }],
    ['3.0', { type: ['string', 'null'] }, { type: 'string', nullable: true }],
    ['3.0', { type: ['string', 'integer'] }, { anyOf: [{ type: 'string' }, { type: 'integer' }] }],
    ['3.0', { anyOf: [{ $ref: '#/a' }, { type: 'null' }] }, { anyOf: [{ $ref: '#/a!' }], nullable: true }],
    ['3.0', { const: 'a', examples: ['b', 'c'] }, { enum: ['a'], example: 'b' }],
    ['3.0', { exclusiveMaximum: 5 }, { maximum: 5, exclusiveMaximum: true }],
    ['3.0', { type: 'string', contentEncoding: 'base64' }, { type: 'string', format: 'byte' }],
    ['3.0', { $ref: '#/a', description: 'D' }, { description: 'D', allOf: [{ $ref: '#/a!' }] }],
    ['3.0', { if: {}, else: {}, patternProperties: { a: {} }, 'x-a': 1 }, { 'x-a': 1 }],
    [
      '3.0',
      { properties: { a: true, b: false, properties: { type: 'array' } } },
      { properties: { a: {}, b: { not: {} }, properties: { type: 'array', items: {} } } },
    ],
    ['2.0', { type: ['string', 'null'] }, { type: 'string', 'x-nullable': true }],
    ['2.0', { oneOf: [{}], type: 'object', writeOnly: true }, { type: 'object' }],
    ['2.0', { discriminator: { propertyName: 'kind', mapping: { a: '#/a' } } }, { discriminator: 'kind' }],
    ['2.0', { enum: ['a', 'a', 'b'], 'x-apim-inline': true }, { enum: ['a', 'b'] }],
  ])('%s: %j → %j', (dialect, schema, converted) => {
    expect(convert(schema, dialect)).toEqual(converted)
  })

  it('renames what a discriminator maps to', () => {
    expect(convert({ discriminator: { propertyName: 'k', mapping: { a: '#/x', b: 'Name' } } }, '3.0')).toEqual({
      discriminator: { propertyName: 'k', mapping: { a: '#/x!', b: 'Name' } },
    })
  })
})
