import type { ExperimentGraph } from '@sluice/contracts'
import type { CatalogueEntry } from '@sluice/dataflow'
import { expect, it } from 'vitest'
import { faultPlace } from './fault-place.ts'

const graph: Pick<ExperimentGraph, 'nodes'> = {
  nodes: [
    { id: 'a', module: 'feature-hashing', parameters: {}, webServiceParameters: {}, comment: 'of the reviews' },
    { id: 'b', module: 'unknown', parameters: {}, webServiceParameters: {} },
  ],
}
const hashing = { title: 'Feature Hashing', parameters: [{ name: 'bitsize', title: 'Hashing bitsize' }] }
const modules = new Map([['feature-hashing', hashing as unknown as CatalogueEntry]])

it('names modules and parameters as the canvas does', () => {
  const place = (target: string) => faultPlace(target, graph, modules)
  expect(place('nodes[0].parameters.bitsize')).toEqual({
    kind: 'module',
    module: 'Feature Hashing (of the reviews)',
    parameter: 'Hashing bitsize',
  })
  expect(place('nodes[0]')).toEqual({ kind: 'module', module: 'Feature Hashing (of the reviews)' })
  expect(place('nodes[1].parameters.x.y')).toEqual({ kind: 'module', module: 'unknown', parameter: 'x' })
  expect(place('edges[2].to')).toEqual({ kind: 'connection' })
  expect([place('nodes'), place('nodes[7]')]).toEqual([{ kind: 'whole' }, { kind: 'whole' }])
})
