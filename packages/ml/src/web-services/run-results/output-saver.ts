import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import {
  AppError,
  type DatasetDocument,
  type ModelShape,
  type StoredCell,
  type TransformationShape,
} from '@sluice/contracts'
import { toCellText, toRows } from '@sluice/dataflow'
import type { Artifacts, Clock } from '@sluice/platform'
import { unpackValue } from '../../artifacts/pack.ts'
import { writePacked } from '../../artifacts/saved-contents.ts'
import { loadExperiment, type OutputSaver } from '../../conversions/convert-experiment.ts'
import type { Model, Transformation } from '../../modules/port-values.ts'
import { datasetKey, trainedModelKey, transformKey } from '../document-keys.ts'
import { createMachineLearningId, type RandomBytes } from '../endpoint-keys.ts'
import { putDocument } from '../put-document.ts'
import type { WebServiceDirectory } from '../web-service-directory.ts'
import { findOutput, loadFinishedRun, type RunOutput, type RunResultServices } from './last-results.ts'

export interface OutputSaverServices extends RunResultServices {
  readonly artifacts: Artifacts
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  readonly directory: WebServiceDirectory
}

/** Saves what the last run of an experiment gave; a model is copied, so that no clean-up of results takes it. */
export const createOutputSaver = (services: OutputSaverServices): OutputSaver => ({
  async save({ workspaceId, experimentId, from, kind, name, replaces, actor }) {
    const { store, directory } = services
    const { graph } = await loadExperiment(store, workspaceId, experimentId)
    const { run, modules } = await loadFinishedRun(store, { workspaceId, experimentId }, graph)
    const output = await findOutput(modules, from, services)
    const id = createMachineLearningId(services.randomBytes)
    const holdings = directory.holdings(workspaceId)
    const before =
      replaces && (kind === 'trained-model' ? holdings.trainedModel(replaces) : holdings.transform(replaces))
    const head = { id, name, description: '', createdAt: new Date(services.clock.now()).toISOString() }
    const body =
      kind === 'dataset'
        ? { ...head, ...(await toInlineDataset(output, services)) }
        : {
            ...head,
            familyId: before ? before.familyId : id,
            ...(await copyPacked(output, name, services)),
            experimentId,
            runId: run.id,
          }
    const keyOf = { dataset: datasetKey, 'trained-model': trainedModelKey, transformation: transformKey }[kind]
    await store.transact({ actor }, (transaction) => putDocument(transaction, keyOf(workspaceId, id), body))
    await directory.catchUp()
    return id
  },
})

async function copyPacked({ output, path }: RunOutput, name: string, { artifacts }: OutputSaverServices) {
  const value = unpackValue(await readFile(path), name) as unknown as Model | Transformation
  const draft = await artifacts.begin()
  try {
    const bytes = await writePacked(draft, value)
    const { key } = await draft.commit(`models/${createHash('sha256').update(bytes).digest('hex')}`)
    return { artifact: key, byteCount: bytes.byteLength, shape: output.shape as ModelShape | TransformationShape }
  } catch (error) {
    await draft.discard()
    throw error
  }
}

/** Larger tables are no vocabularies. */
const maxInlineCells = 5_000_000

async function toInlineDataset(
  { output, path }: RunOutput,
  { tables }: OutputSaverServices,
): Promise<Pick<DatasetDocument, 'schema' | 'content'>> {
  if (output.type !== 'table' || !Array.isArray(output.shape)) {
    throw new AppError('RunOutputNotTable', { port: output.file, type: output.type })
  }
  if ((output.rowCount ?? 0) * output.shape.length > maxInlineCells) {
    throw new AppError('ExperimentNotConvertible', { reason: 'A table that must be saved is too large.' })
  }
  const table = await tables.read(path, output.shape)
  const rows = toRows(table).map((row) =>
    row.map((cell, index): StoredCell => {
      const { type } = table.schema[index] as (typeof table.schema)[number]
      return typeof cell === 'bigint' || /^(Date|TimeSpan)/.test(type) ? toCellText(type, cell) : (cell as StoredCell)
    }),
  )
  return { schema: [...output.shape], content: { kind: 'inline', rows } }
}
