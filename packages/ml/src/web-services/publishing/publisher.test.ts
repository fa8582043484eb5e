import type { ExperimentGraph } from '@sluice/contracts'
import { AppError } from '@sluice/contracts'
import { beforeEach, describe, expect, it } from 'vitest'
import { experimentKey } from '../document-keys.ts'
import { numbers, startWithLearner, type WithLearner } from '../published.fixture.ts'
import { putDocument } from '../put-document.ts'
import { createTestModel, retrainingGraph, scoringGraph } from '../trained-graph.fixture.ts'
import { newPublication, publicationKey, saveNewPublication } from './publication-record.ts'
import { createPublisher, type StaleRuns } from './publisher.ts'

let ml: WithLearner
let dataset: string
let graph: ExperimentGraph
beforeEach(async () => {
  ml = await startWithLearner()
  dataset = await ml.putDataset('Census', numbers, [[1, 2]])
  graph = scoringGraph(dataset, await ml.putModel('Census Model', createTestModel(10)))
})

const putExperiment = async (experiment: ExperimentGraph, name = 'Census') => {
  const id = ml.newId()
  const body = { id, name, description: 'Incomes', createdAt: '', updatedAt: '', graph: experiment }
  await ml.store.transact({ actor: 'test' }, (transaction) =>
    putDocument(transaction, experimentKey(ml.workspaceId, id), body),
  )
  return id
}
const base = () => `/workspaces/${ml.workspaceId}`
const publish = async (experimentId: string, body: object = {}) => {
  const { status, body: begun } = await ml.studio('POST', `${base()}/experiments/${experimentId}/publish`, body)
  if (status !== 202) return { status, ...begun }
  const response = await ml.send({
    target: `/studio${base()}/publications/${begun.id}/events`,
    headers: ['Authorization', 'Bearer automation-token'],
  })
  const events = [...response.text().matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? ''))
  expect((await ml.studio('GET', `${base()}/publications/${begun.id}`)).body).toEqual(events.at(-1))
  return events.at(-1)
}
const statesOf = (publication: { steps: { name: string; state: string }[] }) =>
  Object.fromEntries(publication.steps.map(({ name, state }) => [name, state]))

describe('publishing an experiment', () => {
  it('makes a web service, step by step', async () => {
    const publication = await publish(await putExperiment(graph))
    expect(statesOf(publication)).toEqual({
      check: 'succeeded',
      run: 'succeeded',
      collect: 'succeeded',
      compile: 'succeeded',
      test: 'succeeded',
      write: 'succeeded',
    })
    const { webServiceId, endpointId } = publication.result
    expect(publication).toMatchObject({
      state: 'succeeded',
      name: 'Census',
      result: { isNew: true, endpointName: 'default' },
    })
    const { body } = await ml.studio('GET', `${base()}/web-services/${webServiceId}`)
    expect(body).toMatchObject({
      name: 'Census',
      description: 'Incomes',
      defaultEndpointId: endpointId,
      labelColumns: ['y'],
      resources: [{ name: 'Census Model [trained model]', kind: 'TrainedModel' }],
    })
  })

  it('publishes a web service anew under its id', async () => {
    const first = await publish(await putExperiment(graph), { name: 'A' })
    const { webServiceId, endpointId } = first.result
    const better = scoringGraph(dataset, await ml.putModel('Census Model', createTestModel(20)))
    const second = await publish(await putExperiment(better), { webServiceId, isLabelOptional: true })
    expect(second.result).toEqual({ webServiceId, endpointId, endpointName: 'default', isNew: false })
    const { body } = await ml.studio('POST', `${base()}/web-services/${webServiceId}/endpoints/default/test`, {
      Inputs: { input1: [{ x: 1 }] },
    })
    expect(body.Results.output1.value.Values).toEqual([['1', null, '21']])
    expect((await ml.studio('GET', `${base()}/web-services/${webServiceId}`)).body.name).toBe('A')
  })

  it('says at which step and at which module it failed, and writes nothing', async () => {
    const broken = { ...graph, nodes: graph.nodes.filter(({ id }) => id !== 'model') }
    const publication = await publish(await putExperiment(broken))
    expect(publication).toMatchObject({ state: 'failed', error: { code: 'WebServicePackageInvalid' } })
    expect(publication.error.details.length).toBeGreaterThan(0)
    expect(statesOf(publication)).toMatchObject({ check: 'failed', run: 'waiting', write: 'waiting' })
    expect(ml.directory.webServices(ml.workspaceId)).toHaveLength(1)
    const gone = await publish(await putExperiment(scoringGraph(dataset, ml.newId())))
    expect(gone.state).toBe('failed')
  })

  it('publishes what trains a model without a test row', async () => {
    const publication = await publish(await putExperiment(retrainingGraph(dataset)))
    expect(statesOf(publication)).toMatchObject({ test: 'skipped', write: 'succeeded' })
  })

  it('refuses what is not there', async () => {
    expect(await publish(ml.newId())).toMatchObject({ status: 404, error: { code: 'ExperimentNotFound' } })
    const experiment = await putExperiment(graph)
    const webServiceId = ml.newId()
    expect(await publish(experiment, { webServiceId })).toMatchObject({ error: { code: 'WebServiceNotFound' } })
    expect(await publish(experiment, { name: ' ', other: 1 })).toMatchObject({
      status: 400,
      error: { code: 'ValidationError', details: [{ target: 'body.name' }, { target: 'body' }] },
    })
    expect((await ml.studio('GET', `${base()}/publications/x/events`)).body.error.code).toBe('PublicationNotFound')
  })

  it('lists publications, those of one experiment too', async () => {
    const [one, two] = [await putExperiment(graph), await putExperiment(graph)]
    await publish(one)
    await publish(two)
    const { body } = await ml.studio('GET', `${base()}/publications`)
    expect(body.value.map(({ experimentId }: { experimentId: string }) => experimentId)).toEqual([two, one])
    expect((await ml.studio('GET', `${base()}/publications?experimentId=${one}`)).body.value).toHaveLength(1)
  })
})

describe('a publisher', () => {
  const stale = (runWhatIsStale: StaleRuns['runWhatIsStale']) =>
    createPublisher({ ...ml, staleRuns: { runWhatIsStale } })
  const carryOut = async (publisher: ReturnType<typeof createPublisher>) => {
    const request = { workspaceId: ml.workspaceId, experimentId: await putExperiment(graph), actor: 'test' }
    const { id } = await publisher.start(request)
    const seen = []
    for await (const document of publisher.watch(ml.workspaceId, id, new AbortController().signal)) seen.push(document)
    return seen
  }

  it('runs what is stale, shows how far it is, and tests a row of it', async () => {
    const seen = await carryOut(
      stale(async (_, __, { progress }) => {
        progress(0.5, 'Train Model')
        return { input1: { x: 1, y: 2 } }
      }),
    )
    expect(seen.map(({ steps }) => steps[1]).find((step) => step?.progress === 0.5)).toMatchObject({
      state: 'running',
      message: 'Train Model',
    })
    expect(seen.at(-1)).toMatchObject({ state: 'succeeded' })
    const [, second] = ml.directory.webServices(ml.workspaceId)
    expect(second?.definition.sampleRows).toEqual({ input1: { x: 1, y: 2 } })
  })

  it('stops when a module fails', async () => {
    const seen = await carryOut(
      stale(async () => {
        throw new AppError('ColumnNotFound', { column: 'z' })
      }),
    )
    expect(seen.at(-1)).toMatchObject({ state: 'failed', error: { code: 'ColumnNotFound' } })
  })

  it('ends what a process that is gone had begun', async () => {
    const head = { id: ml.newId(), experimentId: ml.newId(), name: 'x', createdAt: '' }
    await saveNewPublication(ml.store, ml.workspaceId, newPublication(head), 'test')
    await createPublisher(ml).idle()
    expect((await ml.store.get(publicationKey(ml.workspaceId, head.id)))?.body).toMatchObject({
      state: 'failed',
      error: { code: 'PublicationInterrupted' },
    })
  })
})
