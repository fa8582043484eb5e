import { expect, it } from 'vitest'
import { identifierOf } from './identifier-of.ts'

it.each([
  ['AzureML Demo API', 'azureml-demo-api'],
  ['  Éclair & Co. (v2) ', 'eclair-co-v2'],
  ['New', 'new-api'],
  ['Import', 'import-api'],
  ['注文', '注文'],
  ['***', ''],
])('makes of %j the identifier %j', (name, identifier) => {
  expect(identifierOf(name)).toBe(identifier)
})

it('keeps to the length that an identifier may have, without a hyphen at its end', () => {
  expect(identifierOf(`${'a'.repeat(79)} b`)).toBe('a'.repeat(79))
})
