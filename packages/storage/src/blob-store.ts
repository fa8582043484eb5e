import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock, Log } from '@sluice/platform'
import { type ContentFiles, openContentFiles } from './content/content-files.ts'
import { createReaders, type Readers } from './content/readers.ts'
import { beginRun, expireOldBlocks, type Janitor, startJanitor, sweepFormerRuns } from './metadata/janitor.ts'
import { type MetadataDatabase, openMetadataDatabase } from './metadata/metadata-database.ts'

/** Containers and blobs on disk: what is known of them in a database, their bytes in files. */
export interface BlobStore {
  readonly database: MetadataDatabase
  readonly files: ContentFiles
  readonly readers: Readers
  readonly janitor: Janitor
  readonly clock: Clock
  close(): Promise<void>
}

export interface BlobStoreOptions {
  /** Of this store alone; one process at a time. Made when it is missing. */
  readonly folder: string
  readonly clock: Clock
  readonly log: Log
}

const expireEveryMs = 3_600_000

export const metadataFile = (folder: string): string => join(folder, 'storage.db')

export async function openBlobStore({ folder, clock, log }: BlobStoreOptions): Promise<BlobStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const database = openMetadataDatabase(metadataFile(folder))
  try {
    const run = await beginRun(database)
    const files = openContentFiles(folder, run)
    await sweepFormerRuns(database, files, folder, run)
    let janitor: Janitor | undefined
    const readers = createReaders(() => janitor?.wake())
    const started = startJanitor(database, files, readers, log)
    janitor = started
    let expiring = Promise.resolve()
    const expire = () => {
      expiring = expireOldBlocks(database, clock.now()).then(
        () => started.wake(),
        (error: unknown) => log.warn('Old blocks could not be removed; it is tried again.', { error }),
      )
    }
    expire()
    const timer = setInterval(expire, expireEveryMs)
    timer.unref()
    return {
      database,
      files,
      readers,
      janitor: started,
      clock,
      async close() {
        clearInterval(timer)
        await expiring
        await started.close()
        await files.close()
        database.close()
      },
    }
  } catch (error) {
    database.close()
    throw error
  }
}
