import type { ExperimentGraph, ModuleRunAnswer, RunDetailsAnswer } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { faultsByNode, moduleInfos } from './module-infos.ts'
import type { GraphCheck } from './use-graph-check.ts'

const graph: ExperimentGraph = {
  nodes: ['a', 'b', 'i'].map((id) => ({
    id,
    module: id === 'i' ? 'input' : 'm',
    parameters: {},
    webServiceParameters: {},
  })),
  edges: [],
  webServiceParameters: [],
}
const port = { title: '', inputs: {}, outputs: {} }
const ports = { m: { ...port, id: 'm' }, input: { ...port, id: 'input', webServicePort: 'input' } } as const

const checkOf = (upToDate: readonly string[], faults: GraphCheck['answer']['faults'] = []): GraphCheck => ({
  graph,
  answer: {
    faults,
    nodes: graph.nodes.map(({ id }) => ({
      node: id,
      title: id,
      inputs: {},
      outputs: {},
      isUpToDate: upToDate.includes(id),
    })),
  },
  reasons: new Map([['b', 'a parameter has changed']]),
})

const runOf = (state: RunDetailsAnswer['state'], ...states: ModuleRunAnswer['state'][]): RunDetailsAnswer => ({
  ...({ id: 'r' } as RunDetailsAnswer),
  state,
  modules: states.map((one, index) => ({
    node: graph.nodes[index]?.id ?? '',
    module: 'm',
    title: '',
    state: one,
    why: '',
    attempts: 1,
    logTail: [],
    logLineCount: 0,
    ...(one === 'running' ? { progress: 0.4 } : {}),
  })),
})

const states = (sources: Partial<Parameters<typeof moduleInfos>[0]>) =>
  [...moduleInfos({ graph, ports, check: undefined, run: undefined, isOfRun: false, ...sources }).values()].map(
    ({ state }) => state,
  )

describe('what the canvas says of modules', () => {
  it('is nothing before a run', () => {
    expect(states({})).toEqual(['not-run', 'not-run', 'not-run'])
    expect(states({ check: checkOf([]) })).toEqual(['not-run', 'not-run', 'not-run'])
  })

  it('is the run while it goes on, whatever is wrong', () => {
    const fault = { code: 'X', target: 'nodes[0]', message: 'No' }
    const infos = moduleInfos({
      graph,
      ports,
      check: checkOf([], [fault]),
      run: runOf('running', 'running', 'queued'),
      isOfRun: false,
    })
    expect(infos.get('a')).toEqual({ state: 'running', progress: 0.4 })
    expect(infos.get('b')).toEqual({ state: 'queued' })
  })

  it('tells what is out of date since, and why', () => {
    const infos = moduleInfos({
      graph,
      ports,
      check: checkOf(['a']),
      run: runOf('finished', 'finished', 'cached'),
      isOfRun: false,
    })
    expect(infos.get('a')).toEqual({ state: 'finished' })
    expect(infos.get('b')).toEqual({ state: 'out-of-date', detail: 'a parameter has changed' })
    expect(infos.get('i')).toEqual({ state: 'not-run' })
  })

  it('puts what has to be mended first, and keeps failures', () => {
    const fault = { code: 'X', target: 'nodes[1].parameters.column', message: 'Choose columns' }
    expect(states({ check: checkOf([], [fault]), run: runOf('failed', 'failed', 'skipped') })).toEqual([
      'failed',
      'needs-attention',
      'not-run',
    ])
    expect(faultsByNode(checkOf([], [fault])).get('b')).toEqual([{ ...fault, target: 'parameters.column' }])
  })

  it('is the run’s own on the graph of a run, and the same object where nothing changed', () => {
    const sources = { graph, ports, check: undefined, run: runOf('finished', 'finished', 'cached'), isOfRun: true }
    const first = moduleInfos(sources)
    expect([...first.values()].map(({ state }) => state)).toEqual(['finished', 'cached', 'not-run'])
    expect(moduleInfos(sources, first).get('a')).toBe(first.get('a'))
  })
})
