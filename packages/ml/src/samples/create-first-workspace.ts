import type { DatasetDocument, ExperimentDocument } from '@sluice/contracts'
import { createTableFromRows } from '@sluice/dataflow'
import type { Artifacts, Clock, Secrets, Store, TableFiles, Transaction } from '@sluice/platform'
import { putImport } from '../datasets/imports/import-records.ts'
import { datasetArtifact, datasetFiles } from '../datasets/imports/run-import.ts'
import { modules } from '../modules/index.ts'
import { createSchemaContext } from '../modules/module-context.ts'
import { datasetKey, experimentKey, workspacesCollection } from '../web-services/document-keys.ts'
import { createMachineLearningId, type RandomBytes } from '../web-services/endpoint-keys.ts'
import { publishWebService } from '../web-services/publish.ts'
import { putDocument } from '../web-services/put-document.ts'
import { putWorkspace } from '../workspaces/put-workspace.ts'
import { bookReviewColumns, bookReviews } from './book-reviews.ts'
import { generateBookReviews } from './generate-book-reviews.ts'
import { sampleDatasets } from './sample-datasets.ts'
import { createSimpleFeatureHashingExperiment } from './simple-feature-hashing-experiment.ts'

/** With the written ones a few thousand. */
const generatedReviews = 4940

export interface FirstWorkspaceOptions {
  readonly store: Store
  readonly secrets: Secrets
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  /** Also the tutorial's experiment, published, and its dataset. */
  readonly withSamples: boolean
  /** Where files of datasets go. Absent: just the tutorial's dataset, in a short form that stands in its document. */
  readonly files?: { readonly artifacts: Artifacts; readonly tables: TableFiles }
}

export interface FirstWorkspace {
  readonly workspaceId: string
  /** Of the sample web service's default endpoint. */
  readonly endpoint?: { readonly id: string; readonly primaryKey: string }
}

/** Fills a new store, in one transaction; where there is a workspace already, nothing happens and undefined is returned. */
export async function createFirstWorkspace(options: FirstWorkspaceOptions): Promise<FirstWorkspace | undefined> {
  const { store, withSamples } = options
  if ((await store.list(workspacesCollection, { limit: 1 })).length > 0) return undefined
  const dataset = withSamples ? await createBookReviews(options) : undefined
  const first = await store.transact({ actor: 'ml' }, async (transaction) => {
    const [existing] = await transaction.list(workspacesCollection, { limit: 1 })
    if (existing !== undefined) return undefined
    const { id: workspaceId } = await putWorkspace(
      transaction,
      { friendlyName: 'My workspace', description: '' },
      options,
    )
    if (dataset === undefined) return { workspaceId }
    return { workspaceId, endpoint: await putSamples(transaction, { workspaceId, dataset }, options) }
  })
  // Another process was first; its samples are the ones.
  if (first === undefined && dataset?.content.kind === 'file') {
    await options.files?.artifacts.remove(dataset.content.artifact)
  }
  return first
}

/** The tutorial's dataset, so long that a classifier learns from it; a file is written at once, because it is small. */
async function createBookReviews({ files, clock, randomBytes }: FirstWorkspaceOptions): Promise<DatasetDocument> {
  const id = createMachineLearningId(randomBytes)
  const common = {
    id,
    name: 'Book Reviews from Amazon',
    description:
      'A small sample with made-up reviews in the shape of the tutorial’s dataset: Col1 is the rating from 1 to 5, Col2 the text. It holds no data of Amazon.',
    createdAt: new Date(clock.now()).toISOString(),
    version: 1,
    owner: '',
    source: { kind: 'sample' as const },
    schema: bookReviewColumns,
  }
  if (files === undefined) return { ...common, content: { kind: 'inline', rows: bookReviews } }
  const rows = [...bookReviews, ...generateBookReviews(generatedReviews)]
  const draft = await files.artifacts.begin()
  const table = createTableFromRows(bookReviewColumns, rows)
  const { rowCount, byteCount } = await files.tables.write(draft.path(datasetFiles.table), bookReviewColumns, table)
  const artifact = datasetArtifact(id)
  await draft.commit(artifact)
  return { ...common, content: { kind: 'file', artifact, rowCount, byteCount } }
}

async function putSamples(
  transaction: Transaction,
  { workspaceId, dataset }: { readonly workspaceId: string; readonly dataset: DatasetDocument },
  options: FirstWorkspaceOptions,
) {
  const { secrets, clock, randomBytes } = options
  const now = new Date(clock.now()).toISOString()
  const experiment: ExperimentDocument = {
    id: createMachineLearningId(randomBytes),
    name: 'SimpleFeatureHashingExperiment',
    description: 'Turns text into counts of hashed words and word pairs.',
    createdAt: now,
    updatedAt: now,
    author: 'samples',
    updatedBy: 'samples',
    version: 0,
    graph: createSimpleFeatureHashingExperiment(dataset.id),
  }
  await putDocument(transaction, datasetKey(workspaceId, dataset.id), dataset)
  await putDocument(transaction, experimentKey(workspaceId, experiment.id), experiment)
  // Carried out when the program is up: nobody waits for them.
  for (const request of options.files === undefined ? [] : sampleDatasets) {
    await putImport(transaction, workspaceId, {
      id: createMachineLearningId(randomBytes),
      datasetId: createMachineLearningId(randomBytes),
      owner: '',
      createdAt: now,
      state: 'queued',
      attempts: 0,
      request,
    })
  }
  const { endpoint, keys } = await publishWebService(
    transaction,
    {
      workspaceId,
      name: experiment.name,
      description: experiment.description,
      experimentId: experiment.id,
      graph: experiment.graph,
    },
    {
      modules,
      schemas: createSchemaContext(modules, {
        datasetSchema: (id) => (id === dataset.id ? dataset.schema : undefined),
      }),
      secrets,
      clock,
      randomBytes,
    },
  )
  return { id: endpoint.id, primaryKey: keys.primary }
}
