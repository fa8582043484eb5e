import { expect, it } from 'vitest'
import { nearestName } from './nearest-name.ts'

const known = ['SLUICE_GATEWAY_HTTP_PORT', 'SLUICE_MANAGEMENT_PORT', 'SLUICE_DATA', 'SLUICE_LOG']

it.each([
  ['SLUICE_GATEWAY_PORT', 'SLUICE_GATEWAY_HTTP_PORT'],
  ['SLUICE_MANAGMENT_PORT', 'SLUICE_MANAGEMENT_PORT'],
  ['SLUICE_DTAA', 'SLUICE_DATA'],
  ['sluice_log', 'SLUICE_LOG'],
])('takes %s for %s', (given, expected) => {
  expect(nearestName(given, known)).toBe(expected)
})

it('names nothing when nothing is near', () => {
  expect(nearestName('SLUICE_SOMETHING_ELSE_ALTOGETHER', known)).toBeUndefined()
  expect(nearestName('x', [])).toBeUndefined()
})
