import { expect, it } from 'vitest'
import { sampleSchema } from './sample-schema.ts'

const root = {
  components: {
    schemas: {
      Pet: {
        type: 'object',
        properties: {
          name: { type: 'string', example: 'Tom' },
          mother: { $ref: '#/components/schemas/Pet' },
          friends: { type: 'array', items: { $ref: '#/components/schemas/Pet' } },
        },
      },
    },
  },
}

it('makes an example of what a schema says, however often it holds itself', () => {
  const text = sampleSchema(root.components.schemas.Pet, root)
  expect(JSON.parse(text ?? '')).toMatchObject({ name: 'Tom' })
  expect(sampleSchema({ type: 'integer', minimum: 3 }, {})).toBe('3')
})

it('makes none of nonsense', () => {
  expect(sampleSchema({ $ref: '#/components/schemas/None' }, root)).toBeUndefined()
  expect(sampleSchema({ $ref: 'https://other.example/x' }, {})).toBeUndefined()
})
