import { expect, it } from 'vitest'
import { toOperationId } from './operation-id.ts'

it.each([
  ['RRS Execute', [], 'rrs-execute'],
  ['  Café & crème!  ', [], 'cafe-creme'],
  ['BES Status', ['BES-status', 'bes-status-2'], 'bes-status-3'],
  ['New', [], 'new-2'],
  ['日本', [], ''],
  ['x'.repeat(300), [], 'x'.repeat(76)],
])('makes an identifier of %s', (name, taken, id) => {
  expect(toOperationId(name, taken)).toBe(id)
})
