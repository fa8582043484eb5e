import { expect, it } from 'vitest'
import { sortFaults } from './faults-by-parameter.ts'

it('puts each fault where it is to be shown, without the title that stands above it', () => {
  const sorted = sortFaults(
    [
      { code: 'InvalidParameter', target: 'parameters.bitsize', message: 'Feature Hashing (n2): Too big' },
      { code: 'InvalidParameter', target: 'webServiceParameters.bitsize', message: 'The default does not suit' },
      { code: 'PortNotConnected', target: 'inputs.dataset', message: 'The input dataset is not connected.' },
      { code: 'NoColumnsSelected', target: '', message: 'Feature Hashing (n2): Nothing selected' },
    ],
    'Feature Hashing (n2)',
  )
  expect(sorted).toEqual({
    byParameter: new Map([['bitsize', ['Too big', 'The default does not suit']]]),
    unconnected: new Set(['dataset']),
    others: ['Nothing selected'],
  })
})
