import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EngineJob } from '@sluice/ml'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBatchProcess } from './batch-process.ts'

let folder: string
let engine: ReturnType<typeof createBatchProcess>
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'batch-process-'))
  engine = createBatchProcess({
    setting: { folder, allowLoopback: false, threads: 1, chunkBytes: 1024, maxWholeBytes: 1024 },
    storage: () => ({ name: 'local', otherNames: [], endpoint: undefined, publicEndpoint: undefined }),
    memoryBytes: 1_073_741_824,
  })
})
afterEach(async () => {
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

/** A commit of nothing, which needs a process and nothing else. */
const job = { definitionHash: 'hash', definition: {}, outputs: {} } as unknown as EngineJob
const call = (signal = new AbortController().signal) => engine.commit(job, { outputs: {}, bad: [] }, signal)

describe('a process of batch execution', () => {
  it('is started again when it ends before it takes calls, and the call is made then', async () => {
    const done = call()
    const pid = engine.pid() ?? 0
    process.kill(pid, 'SIGKILL')
    await done
    expect(engine.pid()).not.toBe(pid)
  })

  it('is not started again for a call that was called off, nor when it is closed', async () => {
    const aborter = new AbortController()
    const first = call(aborter.signal)
    aborter.abort(new Error('Enough.'))
    process.kill(engine.pid() ?? 0, 'SIGKILL')
    await expect(first).rejects.toThrow('Enough.')
    const second = call()
    await engine.close()
    await expect(second).rejects.toThrow('The process ended by SIGKILL.')
    expect(engine.pid()).toBeUndefined()
  })

  it('tells that it was lost when it took calls', async () => {
    await call()
    const pid = engine.pid() ?? 0
    process.kill(pid, 'SIGSTOP')
    const lost = call()
    process.kill(pid, 'SIGKILL')
    await expect(lost).rejects.toMatchObject({ name: 'EngineLost' })
    await call()
  })
})
