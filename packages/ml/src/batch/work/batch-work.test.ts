import type { BatchFile, BatchJobDocument } from '@sluice/contracts'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { carryOut, hashingService, readBlob, startEngine, toJob, writeBlob } from '../engine/batch-engine.fixture.ts'
import type { BatchEngine } from '../engine/batch-engine.ts'
import { EngineLost } from '../engine/engine-lost.ts'
import { putBatchJob } from '../jobs/job-records.ts'
import { startWork, type WorkFixtureOptions } from './batch-work.fixture.ts'

const definition = hashingService()

let closing: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closing.map((close) => close()))
  closing = []
})
const start = (options: Partial<WorkFixtureOptions> = {}) => {
  const work = startWork({ definition, chunkBytes: 200, ...options })
  closing.push(work.close)
  return work
}

const rowsOf = (count: number) =>
  `n,text\n${Array.from({ length: count }, (_, row) => `${row % 13 === 5 ? 'x' : row},"word${row}, and ${'more '.repeat(row % 4)}"\n`).join('')}`

/** What an undisturbed pass gives. */
async function expectedFor(text: string) {
  const { engine, blobs } = startEngine({ definition, chunkBytes: 1_000_000 })
  await writeBlob(blobs, 'in.csv', text)
  await carryOut(engine, toJob(definition))
  return { output: await readBlob(blobs, 'out.csv'), bad: await readBlob(blobs, 'out.csv.errors.csv') }
}

describe('work on batch jobs', () => {
  it('carries a job out and tells its progress', async () => {
    const work = start()
    const text = rowsOf(100)
    const id = await work.putJob(text)
    work.startWorker()
    const job = await work.untilEnded(id)
    expect(job).toMatchObject({
      state: 'finished',
      startedAt: expect.any(String),
      finishedAt: expect.any(String),
      progress: { bytesRead: text.length, totalBytes: text.length, rows: 92, badRows: 8 },
      badRowsFile: { path: `out-${id}.csv.errors.csv` },
      lostAttempts: 0,
    })
    const expected = await expectedFor(text)
    expect(await readBlob(work.blobs, `out-${id}.csv`)).toBe(expected.output)
    expect(await readBlob(work.blobs, `out-${id}.csv.errors.csv`)).toBe(expected.bad)
    expect(await work.store.list(`/workspaces/${'b'.repeat(32)}/batchjobs/${id}/parts`)).toEqual([])
    await expect.poll(() => work.queue.count()).toEqual({ waiting: 0, running: 0 })
  })

  it('gives the same bytes whatever is killed, whatever storage does, with however many workers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 0, max: 150 }),
        fc.integer({ min: 20, max: 600 }),
        fc.option(fc.integer({ min: 100, max: 2000 }), { nil: undefined }),
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 6 }),
        async (seed, rows, chunkBytes, partBytes, workers, kills) => {
          const work = start({ seed, chunkBytes, partBytes, failures: 0.1 })
          const text = rowsOf(rows)
          const ids = [await work.putJob(text), await work.putJob(text)]
          const living = Array.from({ length: workers }, () => work.startWorker())
          for (const pauseMs of kills) {
            await new Promise((resolve) => setTimeout(resolve, pauseMs))
            living.shift()?.kill()
            living.push(work.startWorker())
          }
          const expected = await expectedFor(text)
          for (const id of ids) {
            const job = await work.untilEnded(id)
            expect(job.error).toBeUndefined()
            expect(job.state).toBe('finished')
            expect(await readBlob(work.blobs, `out-${id}.csv`)).toBe(expected.output)
            expect(await readBlob(work.blobs, `out-${id}.csv.errors.csv`)).toBe(expected.bad)
          }
          await work.close()
        },
      ),
      { numRuns: 25 },
    )
  }, 120_000)

  it('cancels within a chunk and commits nothing', async () => {
    const work = start({ chunkBytes: 20, blockMs: 2 })
    const id = await work.putJob(rowsOf(400))
    work.startWorker()
    await expect.poll(async () => (await work.readJob(id)).plan).toBeDefined()
    await work.cancel(id)
    expect((await work.untilEnded(id)).state).toBe('cancelled')
    expect(await readBlob(work.blobs, `out-${id}.csv`)).toBeUndefined()
    await expect.poll(() => work.queue.count()).toEqual({ waiting: 0, running: 0 })
  })

  it('fails with what is wrong, what to do, and nothing committed', async () => {
    const work = start()
    const id = await work.putJob(rowsOf(50), { badRowRule: 'fail' })
    work.startWorker()
    expect(await work.untilEnded(id)).toMatchObject({
      state: 'failed',
      error: {
        code: 'BatchRowInvalid',
        message: "Line 7, column 'n': 'x' cannot be read as Int32.",
        target: "line 7, column 'n'",
        remedy: expect.stringMatching(/Correct the row/),
      },
    })
    expect(await readBlob(work.blobs, `out-${id}.csv`)).toBeUndefined()
  })

  it('says which part of a shared job is at fault', async () => {
    const work = start({ partBytes: 400 })
    const id = await work.putJob(rowsOf(50).replaceAll('\nx,', '\n1,').replace('\n30,', '\ny,'), { badRowRule: 'fail' })
    work.startWorker()
    expect(await work.untilEnded(id)).toMatchObject({ state: 'failed', error: { target: "line 32, column 'n'" } })
    await expect.poll(() => work.partQueue.count()).toEqual({ waiting: 0, running: 0 })
  })

  it.each([{ partBytes: undefined }, { partBytes: 400 }])(
    'goes on for as long as lost processes leave it further: %o',
    async (sizes) => {
      const work = start({ chunkBytes: 40, ...sizes })
      const text = rowsOf(100)
      const id = await work.putJob(text)
      const losses = { count: 0 }
      work.startWorker((engine) => losingEngine(engine, losses, 1))
      const expected = await expectedFor(text)
      expect((await work.untilEnded(id)).state).toBe('finished')
      expect(losses.count).toBeGreaterThan(5)
      expect(await readBlob(work.blobs, `out-${id}.csv`)).toBe(expected.output)
    },
  )

  it.each([{ partBytes: undefined }, { partBytes: 400 }])(
    'gives a job up whose processes end at one place: %o',
    async (sizes) => {
      const work = start({ chunkBytes: 40, ...sizes })
      const id = await work.putJob(rowsOf(100))
      const losses = { count: 0 }
      work.startWorker((engine) => losingEngine(engine, losses, 0))
      expect(await work.untilEnded(id)).toMatchObject({
        state: 'failed',
        error: { code: 'BatchWorkerLost', message: expect.stringContaining('5 times') },
      })
    },
  )

  it('fails at once when storage is full, leaves what was there, and works again when there is room', async () => {
    const room = { blocks: 3 }
    const work = start({ chunkBytes: 40, room })
    const text = rowsOf(100)
    const full = await work.putJob(text)
    await writeBlob(work.blobs, `out-${full}.csv`, 'of before')
    work.startWorker()
    expect(await work.untilEnded(full)).toMatchObject({
      state: 'failed',
      error: { code: 'BlobStorageFailed', message: expect.stringContaining('507 StorageFull') },
    })
    expect(await readBlob(work.blobs, `out-${full}.csv`)).toBe('of before')
    room.blocks = Number.POSITIVE_INFINITY
    const later = await work.putJob(text)
    expect((await work.untilEnded(later)).state).toBe('finished')
    expect(await readBlob(work.blobs, `out-${later}.csv`)).toBe((await expectedFor(text)).output)
  })

  it('puts a job into the queue that lost its task', async () => {
    const work = start()
    const id = await work.putJob(rowsOf(3))
    await work.queue.remove(id)
    work.startWorker()
    expect((await work.untilEnded(id)).state).toBe('finished')
  })

  it('gives back what it has not done when it closes', async () => {
    const work = start({ chunkBytes: 20, blockMs: 2 })
    const id = await work.putJob(rowsOf(400))
    const { work: first } = work.startWorker()
    await expect.poll(async () => (await work.readJob(id)).plan).toBeDefined()
    await first.close()
    expect((await work.readJob(id)).state).toBe('running')
    expect(await work.queue.count()).toEqual({ waiting: 1, running: 0 })
    work.startWorker()
    expect((await work.untilEnded(id)).state).toBe('finished')
  })

  it('deletes jobs that ended long ago, with what belongs to them', async () => {
    const work = start()
    const old = await work.putJob(rowsOf(1), { state: 'finished', finishedAt: '1970-01-01T00:00:00.000Z' })
    const young = await work.putJob(rowsOf(1), { state: 'finished', finishedAt: new Date().toISOString() })
    work.startWorker()
    await expect.poll(() => work.readJob(old).catch((error) => error.code)).toBe('JobNotFound')
    expect((await work.readJob(young)).state).toBe('finished')
  })

  it.each([0, 0.5])(
    'deletes with a job the outputs that nobody named a place for, with failures of %d',
    async (failures) => {
      const work = start({ failures })
      const ids = [await work.putJob(rowsOf(10)), await work.putJob(rowsOf(10))]
      const first = work.startWorker()
      const [named, placed] = await Promise.all(ids.map((id) => work.untilEnded(id)))
      await first.work.close()
      const output = placed?.outputs.output1 as BatchFile
      const change = { outputs: { output1: { ...output, goesWithJob: true as const } } }
      for (const job of [{ ...named }, { ...placed, ...change, badRowsFile: undefined }]) {
        await work.store.transact({ actor: 'test' }, (transaction) =>
          putBatchJob(transaction, { ...(job as BatchJobDocument), finishedAt: '1970-01-01T00:00:00.000Z' }),
        )
      }
      // What storage did not do is done at another time.
      await expect
        .poll(async () => {
          const { work: again } = work.startWorker()
          await new Promise((resolve) => setTimeout(resolve, 20))
          await again.close()
          const leftovers = await work.store.list(`/workspaces/${'b'.repeat(32)}/batchleftovers`)
          return [await readBlob(work.blobs, output.path), leftovers]
        })
        .toEqual([undefined, []])
      expect(await readBlob(work.blobs, named?.outputs.output1?.path ?? '')).toContain('word')
      expect(await readBlob(work.blobs, placed?.inputs.input1?.path ?? '')).toContain('word')
    },
  )
})

/** Its process is lost after so many checkpoints of each call. */
function losingEngine(engine: BatchEngine, losses: { count: number }, checkpoints: number): BatchEngine {
  return {
    ...engine,
    async scorePart(job, plan, part, onCheckpoint, signal) {
      let left = checkpoints
      const lose = () => {
        losses.count += 1
        return new EngineLost('The process ended.')
      }
      if (left === 0) throw lose()
      return engine.scorePart(
        job,
        plan,
        part,
        async (checkpoint) => {
          if (left === 0) throw lose()
          left -= 1
          await onCheckpoint(checkpoint)
        },
        signal,
      )
    },
  }
}
