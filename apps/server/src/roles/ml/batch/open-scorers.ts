import { join } from 'node:path'
import { createSavedContents, createScorers, modules, type Scorers } from '@sluice/ml/batch-worker'
import { openFolderArtifacts } from '@sluice/platform/artifacts'
import { createAzureBlobs } from '@sluice/platform/blobs'
import { createLocalSqlScripts } from '@sluice/platform/local-sql-scripts'
import { createUndiciOutgoing } from '@sluice/platform/outgoing'
import { createTableFiles } from '@sluice/platform/table-files'
import { type StoragePlace, toEmbeddedAccount } from '../storage-place.ts'
import type { BatchWorkerSetting } from './batch-messages.ts'

/** For what SQL does in a web service; the rows themselves are elsewhere. */
const sqlMemoryBytes = 100_000_000

/** Scorers of this process or thread, with what their modules may need. */
export async function openScorers(
  { folder, allowLoopback }: BatchWorkerSetting,
  name: string,
): Promise<Scorers & { readonly blobs: ReturnType<typeof createAzureBlobs>; moveStorage(place: StoragePlace): void }> {
  const artifacts = await openFolderArtifacts(folder)
  const tables = createTableFiles({ temporaryFolder: join(folder, 'spill', name), memoryLimitBytes: sqlMemoryBytes })
  let storage: StoragePlace | undefined
  const blobs = createAzureBlobs({
    allowLoopback,
    embedded: () => toEmbeddedAccount(storage),
  })
  const scorers = createScorers({
    modules,
    savedContents: createSavedContents(artifacts, tables),
    outgoing: createUndiciOutgoing({ allowLoopback }),
    blobs,
    sql: createLocalSqlScripts({ tableFiles: tables, memoryLimitBytes: sqlMemoryBytes }),
  })
  return {
    ...scorers,
    blobs,
    moveStorage(place) {
      storage = place
    },
  }
}
