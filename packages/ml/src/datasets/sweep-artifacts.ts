import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Artifacts, Store } from '@sluice/platform'
import { workspacesCollection } from '../web-services/document-keys.ts'
import { listDatasets } from './dataset-documents.ts'
import { listAllImports } from './imports/import-records.ts'
import { datasetArtifact } from './imports/run-import.ts'

/**
 * Removes the files of datasets that no document names: of imports that a kill broke off, of deletions. Young ones stay,
 * because their document may be written at this moment.
 */
export async function sweepDatasetFiles(
  { artifacts, store }: { readonly artifacts: Artifacts; readonly store: Store },
  {
    now,
    olderThanMs,
    inUse,
  }: { readonly now: number; readonly olderThanMs: number; readonly inUse: ReadonlySet<string> },
): Promise<number> {
  // The folders first: what gets its document after this moment is not among them.
  const keys = await artifacts.list('datasets')
  const workspaces = await store.list(workspacesCollection)
  const lists = await Promise.all(workspaces.map(({ body }) => listDatasets(store, String(body.id))))
  const imports = await listAllImports(store)
  const wanted = new Set([
    ...inUse,
    ...lists.flat().flatMap(({ content }) => (content.kind === 'file' ? [content.artifact] : [])),
    ...imports
      .filter(({ document: { state } }) => state === 'queued' || state === 'running')
      .map(({ document }) => datasetArtifact(document.datasetId)),
  ])
  let swept = 0
  for (const key of keys) {
    if (wanted.has(key)) continue
    const folder = dirname((await artifacts.find(key))?.path('any') ?? '')
    const found = await stat(folder).catch(() => undefined)
    if (found === undefined || now - found.mtimeMs < olderThanMs) continue
    await artifacts.remove(key)
    swept += 1
  }
  return swept
}
