import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFixedClock, createMemoryLog } from '@sluice/platform'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openBlobStore } from './blob-store.ts'
import { fileName } from './content/content-folder.ts'
import { stageBlock } from './metadata/blocks.ts'
import { insertContainer } from './metadata/containers.ts'
import { expireOldBlocks } from './metadata/janitor.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-storage-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const day = 24 * 3_600_000
const files = () =>
  readdirSync(join(folder, 'content'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())

async function open() {
  const clock = createFixedClock()
  const store = await openBlobStore({ folder, clock, log: createMemoryLog() })
  const writeFile = async (text: string) => {
    const draft = await store.files.create(text.length)
    await draft.write([Buffer.from(text)])
    await draft.finish()
    return draft.file
  }
  const stage = async (blob: string, block: string, nowMs: number) => {
    const file = await writeFile(block)
    await store.database.commit(() =>
      stageBlock(store.database, { container: 'data', blob }, { block, file, size: block.length }, nowMs),
    )
    return file
  }
  return { store, clock, writeFile, stage }
}

describe('the store', () => {
  it('removes at its start what a kill left, and nothing that is known', async () => {
    const first = await open()
    await first.store.database.commit(() => insertContainer(first.store.database, 'data', {}, 0))
    const known = await first.stage('blob', 'AA==', first.clock.now())
    const unknown = await first.writeFile('written, and never committed')
    const half = await first.store.files.create(10)
    await half.write([Buffer.from('half')])
    await first.store.close()
    mkdirSync(join(folder, 'content', 'foreign'), { recursive: true })
    writeFileSync(join(folder, 'content', 'foreign', 'file'), 'not ours')
    const second = await open()
    expect(statSync(fileName(folder, known)).size).toBe(4)
    expect(() => statSync(fileName(folder, unknown))).toThrow('ENOENT')
    expect(() => statSync(fileName(folder, half.file))).toThrow('ENOENT')
    expect(files()).toHaveLength(2)
    await second.store.close()
  })

  it('never gives a number twice', async () => {
    const first = await open()
    const one = await first.writeFile('one')
    await first.store.close()
    const second = await open()
    expect(await second.writeFile('two')).toBeGreaterThan(one)
    await second.store.close()
  })

  it('gives up blocks a week after the last of them came', async () => {
    const { store, stage } = await open()
    await store.database.commit(() => insertContainer(store.database, 'data', {}, 0))
    await stage('old', 'AA==', 0)
    await stage('old', 'AQ==', 0)
    await stage('young', 'AA==', 0)
    await stage('young', 'AQ==', 3 * day)
    await expireOldBlocks(store.database, 7 * day + 1)
    store.janitor.wake()
    await store.janitor.idle()
    expect(store.database.all('SELECT DISTINCT name FROM staged')).toMatchObject([{ name: 'young' }])
    expect(files()).toHaveLength(2)
    await expireOldBlocks(store.database, 10 * day + 1)
    store.janitor.wake()
    await store.janitor.idle()
    expect(files()).toHaveLength(0)
    await store.close()
  })

  it('keeps its files for its owner alone', async () => {
    const { store, writeFile } = await open()
    const file = await writeFile('secret')
    expect(statSync(fileName(folder, file)).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'storage.db')).mode & 0o777).toBe(0o600)
    await store.close()
  })
})
