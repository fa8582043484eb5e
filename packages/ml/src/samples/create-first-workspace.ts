import type { DatasetDocument, ExperimentDocument, WorkspaceDocument } from '@sluice/contracts'
import type { Clock, Secrets, Store, Transaction } from '@sluice/platform'
import { modules } from '../modules/index.ts'
import { createSchemaContext } from '../modules/module-context.ts'
import { datasetKey, experimentKey, workspaceKey, workspacesCollection } from '../web-services/document-keys.ts'
import {
  createMachineLearningId,
  createWorkspaceToken,
  type RandomBytes,
  sealSecret,
} from '../web-services/endpoint-keys.ts'
import { publishWebService } from '../web-services/publish.ts'
import { putDocument } from '../web-services/put-document.ts'
import { bookReviewColumns, bookReviews } from './book-reviews.ts'
import { createSimpleFeatureHashingExperiment } from './simple-feature-hashing-experiment.ts'

export interface FirstWorkspaceOptions {
  readonly store: Store
  readonly secrets: Secrets
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  /** Also the tutorial's experiment, published, and its dataset. */
  readonly withSamples: boolean
}

export interface FirstWorkspace {
  readonly workspaceId: string
  /** Of the sample web service's default endpoint. */
  readonly endpoint?: { readonly id: string; readonly primaryKey: string }
}

/** What the sealed tokens of a workspace are bound to. */
export const workspaceTokenPurpose = (workspaceId: string, token: 'primary' | 'secondary') =>
  `workspaces/${workspaceId}/${token}-token`

/** Fills a new store, in one transaction; where there is a workspace already, nothing happens and undefined is returned. */
export function createFirstWorkspace(options: FirstWorkspaceOptions): Promise<FirstWorkspace | undefined> {
  return options.store.transact({ actor: 'ml' }, async (transaction) => {
    const [existing] = await transaction.list(workspacesCollection, { limit: 1 })
    if (existing !== undefined) return undefined
    const workspaceId = await putWorkspace(transaction, options)
    if (!options.withSamples) return { workspaceId }
    return { workspaceId, endpoint: await putSamples(transaction, workspaceId, options) }
  })
}

async function putWorkspace(transaction: Transaction, options: FirstWorkspaceOptions): Promise<string> {
  const { secrets, clock, randomBytes } = options
  const id = createMachineLearningId(randomBytes)
  const primary = sealSecret(secrets, createWorkspaceToken(randomBytes), workspaceTokenPurpose(id, 'primary'))
  const secondary = sealSecret(secrets, createWorkspaceToken(randomBytes), workspaceTokenPurpose(id, 'secondary'))
  const workspace: WorkspaceDocument = {
    id,
    friendlyName: 'My workspace',
    description: '',
    createdAt: new Date(clock.now()).toISOString(),
    primaryTokenSealed: primary.sealed,
    secondaryTokenSealed: secondary.sealed,
    primaryTokenHash: primary.hash,
    secondaryTokenHash: secondary.hash,
  }
  await putDocument(transaction, workspaceKey(id), workspace)
  return id
}

async function putSamples(transaction: Transaction, workspaceId: string, options: FirstWorkspaceOptions) {
  const { secrets, clock, randomBytes } = options
  const now = new Date(clock.now()).toISOString()
  const dataset: DatasetDocument = {
    id: createMachineLearningId(randomBytes),
    name: 'Book Reviews from Amazon',
    description:
      'A small sample with made-up reviews in the shape of the tutorial’s dataset: Col1 is the rating from 1 to 5, Col2 the text. It holds no data of Amazon.',
    createdAt: now,
    version: 1,
    owner: '',
    source: { kind: 'sample' },
    schema: bookReviewColumns,
    content: { kind: 'inline', rows: bookReviews },
  }
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
