import type { PolicyValue } from '@sluice/contracts'
import { expect, it } from 'vitest'
import { faultOfValue } from './fault-of-value.ts'

const count: PolicyValue = { type: 'integer', min: 1, max: 300 }
const choice: PolicyValue = { type: 'choice', values: ['a', 'b'] }

it.each([
  ['12', count, undefined],
  ['x', count, { key: 'faultInteger' }],
  ['301', count, { key: 'faultRange', values: { min: 1, max: 300 } }],
  ['0', { type: 'integer', min: 1 }, { key: 'faultMin', values: { min: 1 } }],
  ['{{count}}', count, undefined],
  ['a', choice, undefined],
  ['c', choice, { key: 'faultChoice', values: { values: 'a, b' } }],
  ['yes', { type: 'boolean' }, { key: 'faultChoice', values: { values: 'true, false' } }],
  ['', { type: 'text', minLength: 1 }, { key: 'faultEmpty' }],
  ['', { type: 'text', minLength: 0 }, undefined],
  ['', { type: 'url', schemes: ['https'] }, { key: 'faultEmpty' }],
] as const)('says at once what is wrong with the value %j', (value, type, fault) => {
  expect(faultOfValue(value, type as PolicyValue, false)).toEqual(fault)
})

it('takes an expression where one may stand', () => {
  expect(faultOfValue('@(1)', count, true)).toBeUndefined()
  expect(faultOfValue('@(1)', count, false)).toEqual({ key: 'faultExpression' })
})
