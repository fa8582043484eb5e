import { describe, expect, it } from 'vitest'
import { childrenOf, findType, resolveSchema, toNode, toSchemaRoot, typeOf } from './schema-node.ts'

const root = {
  components: {
    schemas: {
      Pet: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string', minLength: 1, description: 'How it is called.' },
          parents: { type: 'array', items: { $ref: '#/components/schemas/Pet' } },
          tags: { type: 'array', items: { type: 'string' } },
        },
        additionalProperties: { type: 'integer', format: 'int32' },
      },
      Dog: {
        allOf: [
          { $ref: '#/components/schemas/Pet' },
          { type: 'object', required: ['bark'], properties: { bark: { enum: ['low', 'high'] } } },
        ],
      },
      Loop: { $ref: '#/components/schemas/Pool' },
      Pool: { $ref: '#/components/schemas/Loop' },
      Self: { allOf: [{ $ref: '#/components/schemas/Self' }, { type: 'object' }] },
      Lists: { type: 'array', items: { $ref: '#/components/schemas/Lists' } },
      'a/b~c': { type: 'boolean' },
    },
  },
}
const shown = (schema: object, of: object = root) =>
  childrenOf(toNode('', schema as never, of as never), of as never).map(({ name, type, isRequired, rules }) => [
    name,
    type,
    isRequired,
    ...rules,
  ])

describe('a schema', () => {
  it('shows properties, what they are, and which are required', () => {
    expect(shown({ $ref: '#/components/schemas/Pet' })).toEqual([
      ['name', 'string', true, 'minLength: 1'],
      ['parents', 'Pet[]', false],
      ['tags', 'string[]', false],
      ['*', 'integer (int32)', false],
    ])
  })

  it('takes the parts of an allOf together, and offers those of a oneOf', () => {
    expect(shown({ $ref: '#/components/schemas/Dog' }).map(([name, , isRequired]) => [name, isRequired])).toEqual([
      ['name', true],
      ['parents', false],
      ['tags', false],
      ['bark', true],
      ['*', false],
    ])
    const choice = { oneOf: [{ $ref: '#/components/schemas/Pet' }, { type: 'string', nullable: true }] }
    expect(typeOf(choice, root)).toBe('Pet | string | null')
    expect(shown(choice).map(([name, type]) => [name, type])).toEqual([
      ['#1', 'Pet'],
      ['#2', 'string | null'],
    ])
  })

  it('that holds itself is opened level by level, and circles end', () => {
    const [, parents] = childrenOf(toNode('', { $ref: '#/components/schemas/Pet' }, root), root)
    const [entry] = childrenOf(parents as never, root)
    expect([entry?.name, entry?.type, childrenOf(entry as never, root).length]).toEqual(['[ ]', 'Pet', 4])
    const lists = childrenOf(toNode('', { $ref: '#/components/schemas/Lists' }, root), root)
    expect(lists.map(({ name, type }) => [name, type])).toEqual([['[ ]', 'Lists']])
    expect(resolveSchema({ $ref: '#/components/schemas/Loop' }, root)).toEqual({})
    expect(resolveSchema({ $ref: '#/components/schemas/Self' }, root)).toMatchObject({ type: 'object' })
  })

  it('of nonsense is nothing to see', () => {
    expect(shown({ properties: 'x', required: 7, items: null, oneOf: [null, 3], enum: {} })).toEqual([])
    expect(resolveSchema({ $ref: 'https://other.example/schema.json' }, root)).toEqual({})
    expect(resolveSchema({ $ref: '#/constructor/prototype' }, root)).toEqual({})
    expect(resolveSchema({ $ref: '#/components/schemas/a~1b~0c' }, root)).toEqual({ type: 'boolean' })
    expect(resolveSchema({ $ref: '#/%' }, root)).toEqual({})
    expect(typeOf({ type: ['string', 'null'] }, root)).toBe('string | null')
    expect(typeOf({}, root)).toBe('any')
  })
})

describe('the schemas of an API', () => {
  it('are found by their names in any of the forms that they are kept in', () => {
    const schema = (document: object) => ({ id: '', name: '', type: '', properties: { contentType: 'x', document } })
    const kept = [
      schema({ components: { schemas: { Pet: { type: 'object' } } } }),
      schema({ definitions: { Pet: { type: 'object' } } }),
      schema({ value: '{"definitions":{"Pet":{"type":"object"}}}' }),
    ]
    for (const one of kept) expect(findType(toSchemaRoot(one), 'Pet')).toEqual({ type: 'object' })
    expect(toSchemaRoot(schema({ value: '<xsd/>' }))).toEqual({})
    expect(findType({}, 'Pet')).toBeUndefined()
    expect(findType(root, 'toString')).toBeUndefined()
    expect(findType(root, null)).toBeUndefined()
  })
})
