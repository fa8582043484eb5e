import { describe, expect, it } from 'vitest'
import { checkGraph } from './check-graph.ts'
import { graphOf, modules } from './graph.fixture.ts'

const faultsOf = (...graph: Parameters<typeof graphOf>) => checkGraph(graphOf(...graph), modules)

describe('checking an experiment', () => {
  it('finds nothing wrong with a sound one', () => {
    const faults = faultsOf(
      ['s: source', ['k', 'keep', { column: 'a' }, { times: 'Times' }], 'i: input', 'o: output'],
      ['s.data > k.data', 'i.data > k.data', 'k.data > o.data'],
      [{ name: 'Times', defaultValue: '3' }],
    )
    expect(faults).toEqual([])
  })

  it('finds nothing wrong with an empty one', () => {
    expect(faultsOf([], [])).toEqual([])
  })

  it.each([
    [
      'an unknown module',
      ['x: nothing'],
      [],
      'UnknownModule',
      'nodes[0].module',
      "There is no module 'nothing' in this installation.",
    ],
    [
      'a module of an inherited name',
      ['x: constructor'],
      [],
      'UnknownModule',
      'nodes[0].module',
      "There is no module 'constructor' in this installation.",
    ],
    [
      'an id that stands twice',
      ['s: source', 's: source'],
      [],
      'DuplicateId',
      'nodes[1].id',
      "Another module has the id 's'.",
    ],
    [
      'an edge from nowhere',
      ['j: join', 's: source'],
      ['s.data > j.left', 'z.data > j.right'],
      'UnknownNode',
      'edges[1].from',
      "No module of the experiment has the id 'z'.",
    ],
    [
      'an edge to no port',
      ['j: join', 's: source'],
      ['s.data > j.left', 's.data > j.top'],
      'UnknownPort',
      'edges[1].to',
      "Join (j) has no input 'top'.",
    ],
    [
      'an edge from an input',
      ['j: join', 's: source', 'k: join'],
      ['s.data > k.left', 's.data > j.left', 'j.left > k.right'],
      'UnknownPort',
      'edges[2].from',
      "Join (j) has no output 'left'.",
    ],
    [
      'ports of different types',
      ['l: learner', 'j: join'],
      ['l.model > j.left'],
      'PortTypeMismatch',
      'edges[0]',
      'The port model of Learner (l) gives untrained-model, but the port left of Join (j) takes table.',
    ],
    [
      'an input without a connection',
      ['j: join'],
      [],
      'PortNotConnected',
      'nodes[0].inputs.left',
      'The input left of Join (j) is not connected.',
    ],
    [
      'an input with two',
      ['s: source', 't: source', 'j: join'],
      ['s.data > j.left', 't.data > j.left'],
      'PortTaken',
      'nodes[2].inputs.left',
      'The input left of Join (j) has more than one connection.',
    ],
    [
      'two outputs of one name',
      ['s: source', 'o: output', 'p: output'],
      ['s.data > o.data', 's.data > p.data'],
      'DuplicateName',
      'nodes[2].parameters.name',
      "Another web-service output has the name 'output1'.",
    ],
  ] as const)('finds %s', (_, nodes, edges, code, target, message) => {
    expect(faultsOf(nodes, edges)).toEqual([{ code, target, message }])
  })

  it('finds every module of a circle, and none behind it', () => {
    const faults = faultsOf(
      ['a: join', 'b: join', 'o: output'],
      ['a.data > b.left', 'b.data > a.left', 'b.data > o.data'],
    )
    expect(faults.map(({ code, target }) => [code, target])).toEqual([
      ['Cycle', 'nodes[0]'],
      ['Cycle', 'nodes[1]'],
    ])
  })

  it('finds what is wrong with parameters, each with its place', () => {
    const faults = faultsOf(
      ['s: source', ['k', 'keep', { times: 10, other: 1 }, { nothing: 'N', times: 'T', column: 'C' }]],
      ['s.data > k.data'],
      [{ name: 'T', defaultValue: 'many' }, { name: 'T' }, { name: 'Unused' }, { name: 'N' }],
    )
    expect(faults.map(({ code, target }) => [code, target])).toEqual([
      ['InvalidParameter', 'nodes[1].parameters.column'],
      ['InvalidParameter', 'nodes[1].parameters.times'],
      ['UnknownParameter', 'nodes[1].parameters'],
      ['UnknownParameter', 'nodes[1].webServiceParameters.nothing'],
      ['UnknownWebServiceParameter', 'nodes[1].webServiceParameters.column'],
      ['DuplicateName', 'webServiceParameters[1]'],
      ['UnusedParameter', 'webServiceParameters[2]'],
    ])
  })

  it('finds a default that the module would refuse', () => {
    const faults = faultsOf(
      ['s: source', ['k', 'keep', { column: 'a' }, { times: 'T' }]],
      ['s.data > k.data'],
      [{ name: 'T', defaultValue: 99 }],
    )
    expect(faults).toEqual([
      {
        code: 'InvalidParameter',
        target: 'nodes[1].webServiceParameters.times',
        message: "The default of 'T' does not suit Keep Column: Too big: expected number to be <=9",
      },
    ])
  })
})
