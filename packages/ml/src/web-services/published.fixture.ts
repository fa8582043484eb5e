import type {
  DatasetDocument,
  ExperimentGraph,
  TrainedModelDocument,
  TransformDocument,
  WebServiceDefinition,
} from '@sluice/contracts'
import { type Cell, toColumnSchema } from '@sluice/dataflow'
import { writePacked } from '../artifacts/saved-contents.ts'
import { type FixtureOptions, startMachineLearning } from '../machine-learning.fixture.ts'
import type { Model, Transformation } from '../modules/port-values.ts'
import { datasetKey, trainedModelKey, transformKey } from './document-keys.ts'
import { completeDefinition, describeGraph } from './prepare-publication.ts'
import { putDocument } from './put-document.ts'
import { modulesWithLearner } from './trained-graph.fixture.ts'
import { writePublication } from './write-publication.ts'

export const numbers = [toColumnSchema('x', 'Double'), toColumnSchema('y', 'Double')]

/** The ML role with a learner, and the means to save and publish. */
export async function startWithLearner(options: FixtureOptions = {}) {
  const ml = await startMachineLearning({ modules: modulesWithLearner, ...options })
  const { store, workspaceId, directory, artifacts, randomBytes } = ml
  const newId = () => Buffer.from(randomBytes(16)).toString('hex')
  const put = async (key: string, body: object) => {
    await store.transact({ actor: 'test' }, (transaction) => putDocument(transaction, key, body))
    await directory.catchUp()
  }
  const pack = async (value: Model | Transformation, id: string) => {
    const draft = await artifacts.begin()
    const bytes = await writePacked(draft, value)
    return { artifact: (await draft.commit(`test/${id}`)).key, byteCount: bytes.byteLength, bytes }
  }
  const saved = (name: string) => ({ id: newId(), familyId: newId(), name, description: '', createdAt: '2026-01-01' })
  return {
    ...ml,
    newId,
    async putDataset(name: string, schema: DatasetDocument['schema'], rows: Exclude<Cell, bigint>[][]) {
      const id = newId()
      await put(datasetKey(workspaceId, id), { id, name, createdAt: '', schema, content: { kind: 'inline', rows } })
      return id
    },
    async putModel(name: string, model: Model) {
      const head = saved(name)
      const { artifact, byteCount } = await pack(model, head.id)
      const document: TrainedModelDocument = { ...head, artifact, byteCount, shape: model.shape }
      await put(trainedModelKey(workspaceId, head.id), document)
      return head.id
    },
    async putTransformation(name: string, transformation: Transformation) {
      const head = saved(name)
      const { artifact, byteCount } = await pack(transformation, head.id)
      const document: TransformDocument = { ...head, artifact, byteCount, shape: transformation.shape }
      await put(transformKey(workspaceId, head.id), document)
      return head.id
    },
    /** What a file of the model holds. */
    packedBytes: async (value: Model | Transformation) => (await pack(value, newId())).bytes,
    async removeDocument(key: string) {
      await store.transact({ actor: 'test' }, (transaction) => transaction.remove(key))
      await directory.catchUp()
    },
    async publish(
      graph: ExperimentGraph,
      options: {
        readonly name?: string
        readonly webServiceId?: string
        readonly isLabelOptional?: boolean
        readonly change?: (definition: WebServiceDefinition) => WebServiceDefinition
      } = {},
    ) {
      const { name = 'Census', change = (definition) => definition, ...rest } = options
      const holdings = directory.holdings(workspaceId)
      const { definition } = await completeDefinition(describeGraph(graph, holdings, ml), holdings, ml)
      const published = await store.transact({ actor: 'test' }, (transaction) =>
        writePublication(transaction, { workspaceId, name, definition: change(definition), ...rest }, ml),
      )
      await directory.catchUp()
      const { webService, endpoint, keys } = published
      return {
        webService,
        endpoint,
        key: keys?.primary ?? '',
        path: `/workspaces/${workspaceId}/services/${endpoint.id}`,
        managementPath: `/workspaces/${workspaceId}/webservices/${webService.id}`,
      }
    },
  }
}

export type WithLearner = Awaited<ReturnType<typeof startWithLearner>>
export type PublishedInTest = Awaited<ReturnType<WithLearner['publish']>>
