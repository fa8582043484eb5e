import { expect, it } from 'vitest'
import { toIdentifier } from './documentation-form.ts'

it.each([
  ['Getting started!', 'getting-started'],
  ['  Déjà vu  ', 'deja-vu'],
  ['???', 'page'],
])('makes an identifier of %j', (title, id) => {
  expect(toIdentifier(title)).toBe(id)
})
