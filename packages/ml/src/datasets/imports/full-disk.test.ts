import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '@sluice/contracts'
import {
  createFixedClock,
  createMemoryCall,
  createMemoryLog,
  createMemoryOutgoing,
  createMemoryStore,
  createTableFiles,
  openFolderArtifacts,
} from '@sluice/platform'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSeededRandom } from '../../algorithms/seeded-random.ts'
import { workspaceKey } from '../../web-services/document-keys.ts'
import { openDatasets } from '../datasets.ts'
import { createInProcessTableWork } from '../in-process-table-work.ts'
import type { TableWork } from '../table-work.ts'

const workspaceId = 'a'.repeat(32)
const noRoom = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'full-disk-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Datasets whose work on files is done by `work`, which may leave out what it does not change. */
async function start(work: (real: TableWork) => Partial<TableWork>, answer = () => new Response('a\n1\n')) {
  const clock = createFixedClock()
  const store = createMemoryStore({ clock })
  await store.transact({ actor: 'test' }, (transaction) =>
    transaction.put({ key: workspaceKey(workspaceId), collection: '/workspaces', body: { id: workspaceId } }),
  )
  const random = createSeededRandom(1)
  const tables = createTableFiles({ temporaryFolder: join(folder, 'spill') })
  const real = createInProcessTableWork(tables)
  const datasets = await openDatasets({
    folder,
    store,
    artifacts: await openFolderArtifacts(folder),
    tables,
    work: { ...real, ...work(real) },
    outgoing: createMemoryOutgoing(answer),
    clock,
    log: createMemoryLog(),
    randomBytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(random() * 256)),
  })
  const run = async (source: { kind: 'upload'; uploadId: string } | { kind: 'address'; address: string }) => {
    const request = { name: 'Cars', description: '', source, options: {}, maxBadRows: 0 }
    const begun = await datasets.imports.begin(workspaceId, 'ada', request)
    let last = begun
    for await (const state of datasets.imports.follow(workspaceId, begun.id, new AbortController().signal)) last = state
    return last
  }
  const upload = () =>
    datasets.uploads.receive({ workspaceId, metadata: {}, body: createMemoryCall({ body: 'a\n1\n' }).call.body })
  const listed = async () => (await store.list(`${workspaceKey(workspaceId)}/datasets`)).length
  return { datasets, run, upload, listed }
}

const leftovers = async () => [
  ...(await readdir(join(folder, '.drafts'))),
  ...(await readdir(join(folder, 'datasets')).catch(() => [])),
]

describe('an import on a full disk', () => {
  it('fails in words, leaves nothing, and goes through with the same upload when there is room', async () => {
    let isFull = true
    const { run, upload, listed, datasets } = await start((real) => ({
      async importFile(task, passage) {
        if (!isFull) return real.importFile(task, passage)
        await writeFile(task.tablePath, 'half a table')
        throw noRoom()
      },
    }))
    const { id } = await upload()
    expect(await run({ kind: 'upload', uploadId: id })).toMatchObject({
      state: 'failed',
      error: { code: 'StorageFull', message: 'There is no room on the disk for this dataset.' },
    })
    expect([await listed(), await leftovers()]).toEqual([0, []])
    isFull = false
    expect((await run({ kind: 'upload', uploadId: id })).state).toBe('completed')
    expect([await listed(), (await leftovers()).length]).toEqual([1, 1])
    await datasets.close()
  })

  it('is told the same by the database, whose errors have no codes', async () => {
    const details = 'IO Error: Could not write file "…": No space left on device'
    const { run, upload, listed, datasets } = await start(() => ({
      async importFile() {
        throw new AppError('LibraryException', { details })
      },
    }))
    const { id } = await upload()
    expect((await run({ kind: 'upload', uploadId: id })).error?.code).toBe('StorageFull')
    expect([await listed(), await leftovers()]).toEqual([0, []])
    await datasets.close()
  })
})
