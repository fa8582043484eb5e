import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ModuleTask, TaskListener } from '@sluice/ml'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRunWorkerPool } from './run-worker-pool.ts'

let folder: string
const open: { close(): Promise<void> }[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-runs-'))
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((pool) => pool.close()))
  rmSync(folder, { recursive: true, force: true })
})

const workspaceId = 'a'.repeat(32)
const datasetId = 'd'.repeat(32)
const listener = (heard: string[] = []): TaskListener => ({
  onStart: async () => void heard.push('start'),
  onProgress: (fraction) => heard.push(`progress ${fraction}`),
  onLog: (lines) => heard.push(...lines),
})
const never = new AbortController().signal

function createPool(options: { count?: number; memoryBytes?: number; idleMs?: number; file?: string } = {}) {
  const read: string[] = []
  const pool = createRunWorkerPool({
    count: 1,
    memoryBytes: 1_000_000_000,
    storage: () => ({ name: 'sluice', otherNames: [], endpoint: undefined, publicEndpoint: undefined }),
    setting: { folder, allowLoopback: false, memoryBytes: 1_000_000_000, maxDownloadBytes: 1_000_000 },
    async readDocument(key) {
      read.push(key)
      if (!key.endsWith(datasetId)) return undefined
      return {
        id: datasetId,
        name: 'Numbers',
        createdAt: '2026-01-01T00:00:00.000Z',
        schema: [{ name: 'x', type: 'Double' }],
        content: { kind: 'inline', rows: [[1], [2], [3]] },
      }
    },
    ...options,
  })
  open.push(pool)
  return { ...pool, read }
}

function task(change: Partial<ModuleTask> = {}): ModuleTask {
  return {
    workspaceId,
    module: 'saved-dataset',
    title: 'Saved Dataset',
    parameters: { datasetId },
    inputs: {},
    seed: 1,
    folder: mkdtempSync(join(folder, 'task-')),
    ...change,
  }
}

/** A process that does what the test says with each task. */
function fakeWorker(onTask: string): string {
  const file = join(folder, 'fake-worker.mjs')
  const text = `process.on('message', (message) => { ${onTask} })
process.on('disconnect', () => process.exit(1))
process.send({ type: 'ready' })`
  writeFileSync(file, text)
  return file
}

describe('processes that run modules', () => {
  it('run a module from files to files, and read of the workspace what it needs', async () => {
    const pool = createPool()
    const heard: string[] = []
    const one = task()
    const manifest = await pool.execute(one, listener(heard), never)
    expect(manifest.ports.dataset).toMatchObject({ type: 'table', rowCount: 3 })
    expect(JSON.parse(readFileSync(join(one.folder, 'manifest.json'), 'utf8'))).toEqual(manifest)
    expect(heard).toEqual(['start'])
    expect([...new Set(pool.read)]).toEqual([`/workspaces/${workspaceId}/datasets/${datasetId}`])
  })

  it('tell an expected failure with its code, number and place', async () => {
    const pool = createPool()
    const failing = pool.execute(task({ parameters: { datasetId: 'b'.repeat(32) } }), listener(), never)
    await expect(failing).rejects.toMatchObject({
      name: 'AppError',
      code: 'DatasetNotFound',
      target: 'Saved Dataset',
    })
    // The process is none the worse for it.
    await pool.execute(task(), listener(), never)
    expect(pool.pids()).toHaveLength(1)
  })

  it('take turns, as many at once as there may be', async () => {
    const pool = createPool({ count: 2 })
    await Promise.all(Array.from({ length: 6 }, () => pool.execute(task(), listener(), never)))
    expect(pool.pids()).toHaveLength(2)
  })

  it('end when there is nothing to do', async () => {
    const pool = createPool({ idleMs: 10 })
    await pool.execute(task(), listener(), never)
    while (pool.pids().length > 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await pool.execute(task(), listener(), never)
  })

  it('are ended by a cancel, whatever they are at', async () => {
    const pool = createPool({ file: fakeWorker('for (;;) {}') })
    const aborter = new AbortController()
    const { promise: begun, resolve } = Promise.withResolvers<void>()
    const running = pool.execute(task(), { ...listener(), onStart: async () => resolve() }, aborter.signal)
    const waiting = pool.execute(task(), listener(), aborter.signal)
    await begun
    aborter.abort(new Error('enough'))
    const outcomes = await Promise.allSettled([running, waiting])
    expect(outcomes.map((one) => one.status === 'rejected' && one.reason.message)).toEqual(['enough', 'enough'])
    expect(pool.pids()).toEqual([])
  })

  it('are lost when they are killed, and replaced', async () => {
    const pool = createPool({ file: fakeWorker("process.kill(process.pid, 'SIGKILL')") })
    await expect(pool.execute(task(), listener(), never)).rejects.toMatchObject({
      name: 'WorkerLost',
      message: 'The process ended by SIGKILL.',
    })
    await expect(pool.execute(task(), listener(), never)).rejects.toMatchObject({ name: 'WorkerLost' })
  })

  it.each([
    ['in arrays', 'globalThis.kept = []; setInterval(() => kept.push(new Uint8Array(5e7).fill(1)), 5)'],
    ['in objects', 'const kept = []; for (;;) kept.push({ text: String(kept.length) })'],
  ])('fail a module that needs more memory %s than it may have', async (_, onTask) => {
    const pool = createPool({ memoryBytes: 300_000_000, file: fakeWorker(onTask) })
    await expect(pool.execute(task(), listener(), never)).rejects.toMatchObject({
      code: 'MemoryExhausted',
      message: 'Memory has been exhausted while running Saved Dataset.',
    })
  })

  it('see nothing of the environment of the role', async () => {
    const pool = createPool({ file: fakeWorker("process.send({ type: 'done', manifest: process.env })") })
    expect(
      Object.keys(await pool.execute(task(), listener(), never)).filter((name) => /SLUICE|PATH/.test(name)),
    ).toEqual([])
  })
})
