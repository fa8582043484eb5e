import { describe, expect, it } from 'vitest'
import { graphOf, modules, nothingSaved } from './graph.fixture.ts'
import { propagateShapes } from './propagate-shapes.ts'
import { planWebService, webServiceInputSchemas } from './web-service-plan.ts'

const tutorial = graphOf(
  ['s: source', ['k', 'keep', { column: 'a' }], 'h: join', 'i: input', 'o: output', 'z: join'],
  ['s.data > k.data', 'k.data > h.left', 'i.data > h.left', 'h.data > o.data', 's.data > z.left'],
)

const inputsOf = (graph: ReturnType<typeof graphOf>) =>
  webServiceInputSchemas(graph, modules, propagateShapes(graph, modules, nothingSaved))

describe('the part of an experiment that a web service runs', () => {
  it('is what lies between input and output, without what the input replaces and what no output needs', () => {
    const { plan, faults } = planWebService(tutorial, modules)
    expect(faults).toEqual([])
    expect(plan).toEqual({
      inputs: [{ name: 'input1', node: 'i' }],
      outputs: [{ name: 'output1', source: { node: 'h', port: 'data' } }],
      steps: [{ node: tutorial.nodes[2], dependsOnCall: true, sources: { left: { node: 'i', port: 'data' } } }],
    })
  })

  it('has the stored data that an output needs, too, marked as the same for every call', () => {
    const graph = graphOf(
      ['s: source', ['k', 'keep', { column: 'a' }], 'j: join', 'i: input', 'o: output'],
      ['s.data > k.data', 'k.data > j.right', 's.data > j.left', 'i.data > j.left', 'j.data > o.data'],
    )
    const { plan } = planWebService(graph, modules)
    expect(plan.steps.map(({ node, dependsOnCall }) => [node.id, dependsOnCall])).toEqual([
      ['s', false],
      ['k', false],
      ['j', true],
    ])
  })

  it('may have several inputs and outputs', () => {
    const graph = graphOf(
      [
        ['i', 'input', { name: 'left' }],
        ['n', 'input', { name: 'right' }],
        'j: join',
        ['o', 'output', { name: 'joined' }],
        ['p', 'output', { name: 'same' }],
      ],
      ['i.data > j.left', 'n.data > j.right', 'j.data > o.data', 'j.data > p.data'],
    )
    const { plan } = planWebService(graph, modules)
    expect(plan.inputs.map(({ name }) => name)).toEqual(['left', 'right'])
    expect(plan.outputs.map(({ name }) => name)).toEqual(['joined', 'same'])
  })

  it('needs an output', () => {
    expect(planWebService(graphOf(['s: source'], []), modules).faults).toEqual([
      { code: 'WebServicePort', target: 'nodes', message: 'The experiment has no web-service output.' },
    ])
  })

  it('needs its inputs', () => {
    const graph = graphOf(['s: source', 'i: input', 'j: join', 'o: output'], ['s.data > o.data', 'i.data > j.left'])
    expect(planWebService(graph, modules).faults).toEqual([
      {
        code: 'WebServicePort',
        target: 'nodes[1]',
        message: 'Nothing that a web-service output needs takes from Web service input (i).',
      },
    ])
  })
})

describe('the columns of a web-service input', () => {
  it('are those which reach its port in the experiment', () => {
    const { schemas, faults } = inputsOf(tutorial)
    expect(faults).toEqual([])
    expect(schemas.map(({ name, schema }) => [name, schema.map((column) => column.name)])).toEqual([['input1', ['a']]])
  })

  it('are unknown where nothing else reaches the port', () => {
    const { faults } = inputsOf(graphOf(['i: input', 'j: join'], ['i.data > j.left']))
    expect(faults.map(({ target, message }) => [target, message])).toEqual([
      [
        'nodes[0]',
        'The columns of Web service input (i) are not known: connect a dataset, too, to the port it leads to.',
      ],
    ])
  })

  it('must be the same at all ports it leads to', () => {
    const graph = graphOf(
      ['i: input', 's: source', ['t', 'source', { columns: ['c'] }], 'j: join', 'k: join'],
      ['i.data > j.left', 'i.data > k.left', 's.data > j.left', 't.data > k.left'],
    )
    expect(inputsOf(graph).faults.map(({ message }) => message)).toEqual([
      'Web service input (i) leads to ports with different columns.',
    ])
  })
})
