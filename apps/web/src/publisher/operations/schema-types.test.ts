import { expect, it } from 'vitest'
import { typesOf, withType } from './schema-types.ts'

const contentType = 'application/vnd.oai.openapi.components+json'

it('adds a type to the components of OpenAPI and keeps the others', () => {
  const before = { contentType, document: { components: { schemas: { A: {} }, examples: { e: 1 } } } }
  expect(typesOf(before)).toEqual(['A'])
  expect(withType(before, 'B', { type: 'object' }).document).toEqual({
    components: { schemas: { A: {}, B: { type: 'object' } }, examples: { e: 1 } },
  })
})

it('begins with nothing, and adds to the definitions of Swagger where they are', () => {
  expect(withType({ contentType, document: {} }, 'A', {}).document).toEqual({ components: { schemas: { A: {} } } })
  expect(withType({ contentType: 'x', document: { definitions: { A: {} } } }, 'B', {}).document).toEqual({
    definitions: { A: {}, B: {} },
  })
  expect(typesOf({ contentType, document: { value: '<xsd/>' } })).toEqual([])
})
