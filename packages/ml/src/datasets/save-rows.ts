import { AppError, type ColumnSchema, type DatasetDocument, type Fault } from '@sluice/contracts'
import { checkedSchema, parseCell } from '@sluice/dataflow'
import type { Artifacts, Clock, Store } from '@sluice/platform'
import { toDatasetTable } from '../web-services/dataset-table.ts'
import { createMachineLearningId, type RandomBytes } from '../web-services/endpoint-keys.ts'
import { listDatasets, placeOfNew, putDataset } from './dataset-documents.ts'
import type { Datasets } from './datasets.ts'
import { datasetArtifact, datasetFiles } from './imports/run-import.ts'

export interface RowsToSave {
  readonly workspaceId: string
  readonly owner: string
  readonly name: string
  readonly description: string
  readonly newVersionOf?: string | undefined
  readonly columns: readonly ColumnSchema[]
  readonly rows: readonly (readonly (string | number | boolean | null)[])[]
}

interface SaveServices {
  readonly store: Store
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  readonly artifacts: Artifacts
  readonly datasets: Pick<Datasets, 'tables'>
}

/** Documents are held in memory by every process that serves, so only small tables stand in them. */
const mostInlineCells = 10_000
const mostNamedFaults = 20

/**
 * Makes a dataset of rows.
 * @returns its id
 * @throws AppError `ValidationError` with the place of each cell that is not of its column's type, `DatasetNameTaken`
 */
export async function saveRows(given: RowsToSave, services: SaveServices): Promise<string> {
  const { workspaceId, owner, name, description, newVersionOf, columns, rows } = given
  const { store, clock, randomBytes, artifacts, datasets } = services
  const schema = [...checkedSchema(columns)] as DatasetDocument['schema']
  assertRowsFit(given)
  const id = createMachineLearningId(randomBytes)
  const stored = rows.map((row) => [...row])
  const isSmall = schema.length * rows.length <= mostInlineCells
  const common = { id, description, createdAt: new Date(clock.now()).toISOString(), owner, schema }
  const put = (content: DatasetDocument['content']) =>
    store.transact({ actor: owner }, async (transaction) => {
      const place = placeOfNew(await listDatasets(transaction, workspaceId), { id, name, newVersionOf })
      await putDataset(transaction, workspaceId, { ...common, ...place, source: { kind: 'rows' }, content })
    })
  if (isSmall) {
    await put({ kind: 'inline', rows: stored })
    return id
  }
  const draft = await artifacts.begin()
  const table = toDatasetTable({ name, schema }, stored)
  const written = await datasets.tables.write(draft.path(datasetFiles.table), schema, table)
  const artifact = datasetArtifact(id)
  await draft.commit(artifact)
  try {
    await put({ kind: 'file', artifact, rowCount: rows.length, byteCount: written.byteCount })
  } catch (error) {
    await artifacts.remove(artifact)
    throw error
  }
  return id
}

function assertRowsFit({ columns, rows }: Pick<RowsToSave, 'columns' | 'rows'>): void {
  const faults: Fault[] = []
  const refuse = (target: string, message: string) => faults.push({ code: 'ValidationError', target, message })
  for (const [index, row] of rows.entries()) {
    if (faults.length >= mostNamedFaults) break
    if (row.length !== columns.length) {
      refuse(`body.rows.${index}`, `has ${row.length} cells, but there are ${columns.length} columns`)
      continue
    }
    for (const [at, { name, type }] of columns.entries()) {
      if (parseCell(type, row[at] ?? null) !== undefined) continue
      refuse(`body.rows.${index}.${at}`, `'${String(row[at])}' in ${name} is no ${type}`)
    }
  }
  if (faults.length > 0) throw new AppError('ValidationError', {}, { faults })
}
