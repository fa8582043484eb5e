import type { WebServiceDetailsAnswer } from '@sluice/contracts'
import { expect, it } from 'vitest'
import { defaultText, toTestRequest } from './test-request.ts'

const column = (name: string, type: 'String' | 'Double') => ({
  name,
  type,
  isCategorical: false,
  roles: ['feature' as const],
})
const inputs: Pick<WebServiceDetailsAnswer['inputs'][number], 'name' | 'schema'>[] = [
  { name: 'input1', schema: [column('Col2', 'String'), column('size', 'Double'), column('price', 'Double')] },
]

it('makes one row of each input; what is empty is missing, or left out where it may be', () => {
  const values = { cells: { input1: { Col2: 'This is a good day', size: '1.5' } }, parameters: { bitsize: '3', x: '' } }
  expect(toTestRequest(inputs, values)).toEqual({
    Inputs: {
      input1: { ColumnNames: ['Col2', 'size', 'price'], Values: [['This is a good day', '1.5', null]] },
    },
    GlobalParameters: { bitsize: '3' },
  })
  expect(toTestRequest(inputs, values, ['price']).Inputs.input1?.ColumnNames).toEqual(['Col2', 'size'])
})

it('writes defaults as they are typed', () => {
  expect([3, 'three', true, null, undefined].map((defaultValue) => defaultText({ defaultValue }))).toEqual([
    '3',
    'three',
    'true',
    '',
    '',
  ])
})
