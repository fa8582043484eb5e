import { describe, expect, it } from 'vitest'
import { graphOf, modules, nothingSaved } from './graph.fixture.ts'
import { toTableSchema } from './module-description.ts'
import { assertNoFaults, propagateShapes } from './propagate-shapes.ts'

const namesAt = (graph: ReturnType<typeof graphOf>, node: string) =>
  toTableSchema(propagateShapes(graph, modules, nothingSaved).outputsByNode.get(node)?.data)?.map(({ name }) => name)

describe('columns through an experiment', () => {
  it('are derived without a run, whatever the order of the modules', () => {
    const graph = graphOf(
      ['j: join', ['k', 'keep', { column: 'b' }], 's: source'],
      ['s.data > k.data', 'k.data > j.left'],
    )
    expect(namesAt(graph, 'j')).toEqual(['b'])
  })

  it('come from the other edge where a web-service input shares the port', () => {
    const graph = graphOf(
      ['i: input', 's: source', ['k', 'keep', { column: 'a' }]],
      ['i.data > k.data', 's.data > k.data'],
    )
    expect(namesAt(graph, 'k')).toEqual(['a'])
  })

  it('stay unknown behind a module that refuses them, which is named', () => {
    const graph = graphOf(
      ['s: source', ['k', 'keep', { column: 'z' }], 'j: join'],
      ['s.data > k.data', 'k.data > j.left'],
    )
    const { faults } = propagateShapes(graph, modules, nothingSaved)
    expect(faults).toEqual([
      {
        code: 'ColumnNotFound',
        target: 'nodes[1]',
        message: 'Keep Column (k): Column with name or index "z" not found',
      },
    ])
    expect(namesAt(graph, 'j')).toBeUndefined()
    expect(() => assertNoFaults(faults)).toThrow(
      'The web service package graph is invalid. Details: nodes[1]: Keep Column (k): Column with name or index "z" not found',
    )
  })
})
