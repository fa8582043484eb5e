import type { WebServiceAnswer } from '@sluice/contracts'
import { expect, it } from 'vitest'
import { sortWebServices } from './sort-web-services.ts'

const service = (name: string, endpointCount: number, createdAt: string): WebServiceAnswer => ({
  id: name,
  name,
  description: '',
  createdAt,
  updatedAt: createdAt,
  experimentId: null,
  isLabelOptional: false,
  isBatchOnly: false,
  defaultEndpointName: 'default',
  defaultEndpointId: null,
  endpointCount,
})

it('sorts by name without regard to case, by numbers and by time, either way', () => {
  const all = [service('beta', 2, '2026-01-03'), service('Alpha', 10, '2026-01-01')]
  const names = (sort: string) => sortWebServices(all, sort).map(({ name }) => name)
  expect(names('name')).toEqual(['Alpha', 'beta'])
  expect(names('-name')).toEqual(['beta', 'Alpha'])
  expect(names('-endpointCount')).toEqual(['Alpha', 'beta'])
  expect(names('created')).toEqual(['Alpha', 'beta'])
  expect(names('anything')).toEqual(['beta', 'Alpha'])
})
