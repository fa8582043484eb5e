import { describe, expect, it } from 'vitest'
import { startMachineLearning } from '../machine-learning.fixture.ts'

const blank = { nodes: [], edges: [], webServiceParameters: [] }
const start = async () => {
  const ml = await startMachineLearning()
  const base = `/workspaces/${ml.workspaceId}/experiments`
  const create = async (body: object = {}) => (await ml.studio('POST', base, body)).body
  const save = (id: string, etag: string, graph: object) =>
    ml.studio('PUT', `${base}/${id}/graph`, graph, ['If-Match', etag])
  return { ...ml, base, create, save }
}
const node = (id: string, module: string, parameters: object = {}) => ({
  id,
  module,
  parameters,
  webServiceParameters: {},
})

describe('experiments over the studio API', () => {
  it('are made blank, with a name of the day', async () => {
    const { studio, base } = await start()
    const made = await studio('POST', base, {})
    expect(made.status).toBe(201)
    expect(made.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'Experiment created on 2026-01-05',
      description: '',
      createdAt: '2026-01-05T12:00:00.000Z',
      updatedAt: '2026-01-05T12:00:00.000Z',
      author: 'automation',
      updatedBy: 'automation',
      version: 1,
      etag: expect.stringMatching(/^".+"$/),
      graph: blank,
    })
    expect((await studio('GET', `${base}/${made.body.id}`)).body).toEqual(made.body)
  })

  it('are made as a copy or from a template', async () => {
    const { studio, base, create, workspaceId } = await start()
    const [sample] = (await studio('GET', base)).body.value
    const copy = await create({ copyOf: { experimentId: sample.id } })
    expect([copy.name, copy.graph.nodes.length]).toEqual(['SimpleFeatureHashingExperiment - Copy', 5])
    const templates = await studio('GET', `/workspaces/${workspaceId}/experiment-templates`)
    expect(templates.body.value[0]).toEqual({
      id: 'simple-feature-hashing',
      title: 'Simple feature hashing',
      summary: 'Turns text into counts of hashed words and word pairs, with the ports of a web service.',
      datasets: ['Book Reviews from Amazon'],
      isAvailable: true,
    })
    // The dataset of the others is not there.
    expect(templates.body.value.slice(1).map(({ isAvailable }: { isAvailable: boolean }) => isAvailable)).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect((await create({ template: 'simple-feature-hashing' })).graph).toEqual(copy.graph)
    expect((await studio('POST', base, { template: 'constructor' })).body.error.code).toBe('ExperimentTemplateNotFound')
    expect((await studio('POST', base, { template: 'x', graph: blank })).status).toBe(400)
  })

  it('are listed by page, found by name, each with its last run', async () => {
    const { studio, base, create } = await start()
    for (const name of ['Zebra', 'apple', 'Middle']) await create({ name })
    const names = async (query: string) => {
      const { body } = await studio('GET', `${base}?${query}`)
      return [body.count, body.value.map(({ name }: { name: string }) => name)]
    }
    expect(await names('orderBy=name&top=2')).toEqual([4, ['apple', 'Middle']])
    expect(await names('orderBy=name&top=2&skip=2')).toEqual([4, ['SimpleFeatureHashingExperiment', 'Zebra']])
    expect(await names('search=APP')).toEqual([1, ['apple']])
    expect((await studio('GET', `${base}?top=0`)).status).toBe(400)
  })

  it('take a graph with faults, but only from who knows the state before', async () => {
    const { studio, base, create, save } = await start()
    const { id, etag } = await create()
    const broken = { ...blank, nodes: [node('x', 'no-such-module')] }
    const saved = await save(id, etag, broken)
    expect([saved.status, saved.response.headers]).toEqual([200, expect.arrayContaining(['ETag', saved.body.etag])])
    expect((await save(id, etag, blank)).body.error.code).toBe('PreconditionFailed')
    expect((await studio('PUT', `${base}/${id}/graph`, blank)).body.error.code).toBe('IfMatchRequired')
    expect((await studio('GET', `${base}/${id}`)).body.graph.nodes).toHaveLength(1)
    const checked = await studio('POST', `${base}/${id}/check`, {})
    expect(checked.body.faults).toEqual([
      {
        code: 'UnknownModule',
        target: 'nodes[0].module',
        message: "There is no module 'no-such-module' in this installation.",
      },
    ])
  })

  it('are renamed without losing the graph, and go away with all that is theirs', async () => {
    const { studio, base, create, store } = await start()
    const { id } = await create({ template: 'simple-feature-hashing' })
    const renamed = await studio('PATCH', `${base}/${id}`, { name: '  Mine ' })
    expect([renamed.body.name, renamed.body.graph.nodes.length]).toEqual(['Mine', 5])
    expect((await studio('PATCH', `${base}/${id}`, { name: ' ' })).status).toBe(400)
    await studio('POST', `${base}/${id}/runs`, {})
    expect((await studio('DELETE', `${base}/${id}`)).status).toBe(204)
    expect((await studio('GET', `${base}/${id}`)).body.error.code).toBe('ExperimentNotFound')
    expect((await store.listBelow(base)).filter(({ key }) => key.includes(id))).toEqual([])
  })

  it('show columns at every port, whatever is broken elsewhere', async () => {
    const { studio, base, create } = await start()
    const made = await create({ template: 'simple-feature-hashing' })
    const graph = { ...made.graph, nodes: [...made.graph.nodes, node('x', 'feature-hashing', { bitsize: 'much' })] }
    const { body } = await studio('POST', `${base}/${made.id}/check`, { graph })
    expect(body.faults.map(({ target }: { target: string }) => target)).toEqual([
      'nodes[5].parameters.bitsize',
      'nodes[5].inputs.dataset',
    ])
    const hash = body.nodes.find((one: { node: string }) => one.node === 'hash')
    expect(hash.inputs.dataset.map(({ name }: { name: string }) => name)).toEqual(['Col2'])
    expect(hash.outputs.transformedDataset).toHaveLength(9)
    expect(hash.isUpToDate).toBe(false)
  })
})

describe('versions of an experiment', () => {
  it('join what one author saves closely, and can be read, compared and restored', async () => {
    const { studio, base, create, save, clock } = await start()
    const { id, etag } = await create()
    const first = { ...blank, nodes: [node('h', 'feature-hashing', { bitsize: 3 })] }
    const second = { ...blank, nodes: [node('h', 'feature-hashing', { bitsize: 10 })] }
    clock.advance(1_000)
    const one = await save(id, etag, first)
    expect(one.body.version).toBe(1)
    clock.advance(600_000)
    const two = await save(id, one.body.etag, second)
    expect(two.body.version).toBe(2)
    const { body: list } = await studio('GET', `${base}/${id}/versions`)
    expect(list.value.map(({ number }: { number: number }) => number)).toEqual([2, 1])
    expect((await studio('GET', `${base}/${id}/versions/1`)).body.graph).toEqual(first)
    expect((await studio('GET', `${base}/${id}/compare?from=1`)).body).toEqual({
      nodes: [
        {
          node: 'h',
          module: 'feature-hashing',
          title: 'Feature Hashing (h)',
          change: 'changed',
          parameters: [{ name: 'bitsize', title: 'Hashing bitsize', before: 3, after: 10 }],
        },
      ],
      edges: { added: [], removed: [] },
      webServiceParameters: [],
    })
    const restored = await studio('POST', `${base}/${id}/versions/1/restore`, undefined, ['If-Match', two.body.etag])
    expect([restored.body.version, restored.body.graph]).toEqual([3, first])
    expect((await studio('GET', `${base}/${id}/versions/2`)).body.isKept).toBe(true)
    expect((await studio('GET', `${base}/${id}/versions/9`)).body.error.code).toBe('ExperimentVersionNotFound')
  })

  it('keep what an experiment held that was made without one', async () => {
    const { studio, base, save } = await start()
    const [sample] = (await studio('GET', base)).body.value
    const saved = await save(sample.id, sample.etag, blank)
    expect(saved.body.version).toBe(2)
    expect((await studio('GET', `${base}/${sample.id}/versions/1`)).body).toMatchObject({
      moduleCount: 5,
      isKept: true,
    })
  })
})
