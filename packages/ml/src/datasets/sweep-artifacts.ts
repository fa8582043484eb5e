import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Artifacts, Store } from '@sluice/platform'
import { listSaved, savedFolders } from '../saved/saved-documents.ts'
import { workspacesCollection } from '../web-services/document-keys.ts'
import { listDatasets } from './dataset-documents.ts'
import { listAllImports } from './imports/import-records.ts'
import { datasetArtifact } from './imports/run-import.ts'

/**
 * Removes the files of datasets, trained models and transformations that no document names: of imports that a kill broke
 * off, of deletions. Young ones stay, because their document may be written at this moment.
 */
export async function sweepSavedFiles(
  { artifacts, store }: { readonly artifacts: Artifacts; readonly store: Store },
  {
    now,
    olderThanMs,
    inUse,
  }: {
    readonly now: number
    readonly olderThanMs: number
    readonly inUse: () => Promise<ReadonlySet<string>>
  },
): Promise<number> {
  // The folders first: what gets its document after this moment is not among them.
  const keys = (await Promise.all(['datasets', ...savedFolders].map((folder) => artifacts.list(folder)))).flat()
  const imports = await listAllImports(store)
  const wanted = new Set([
    ...(await inUse()),
    ...(await listNamed(store)),
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

/** Keys of the folders that documents name. */
export async function listNamed(store: Store): Promise<Set<string>> {
  const named = new Set<string>()
  for (const { body } of await store.list(workspacesCollection)) {
    const workspaceId = String(body.id)
    for (const { content } of await listDatasets(store, workspaceId)) {
      if (content.kind === 'file') named.add(content.artifact)
    }
    for (const { artifact } of await listSaved(store, 'trained-model', workspaceId)) named.add(artifact)
    for (const { artifact } of await listSaved(store, 'transform', workspaceId)) named.add(artifact)
  }
  return named
}
