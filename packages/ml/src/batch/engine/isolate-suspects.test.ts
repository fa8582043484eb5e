import { describe, expect, it } from 'vitest'
import { carryOut, readBlob, startEngine, toJob, writeBlob } from './batch-engine.fixture.ts'
import type { BatchEngine } from './batch-engine.ts'
import { isolateSuspects } from './isolate-suspects.ts'

const rows = Array.from({ length: 40 }, (_, row) => `${row},"words of row ${row}"\n`)
const text = `n,text\n${rows.join('')}`

async function start(chunksAlone: number) {
  const { engine, blobs, definition } = startEngine({ chunkBytes: 60 })
  await writeBlob(blobs, 'in.csv', text)
  const chunks = { shared: 0, alone: 0 }
  const processes = { started: 0, running: 0, most: 0 }
  const counting = (kind: keyof typeof chunks): BatchEngine => ({
    ...engine,
    scorePart: (job, plan, part, onCheckpoint, signal) => {
      let { chunk } = part.from
      const onCounted: typeof onCheckpoint = async (checkpoint) => {
        chunks[kind] += checkpoint.chunk - chunk
        chunk = checkpoint.chunk
        await onCheckpoint(checkpoint)
      }
      return engine.scorePart(job, plan, part, onCounted, signal)
    },
  })
  const startAlone = (): BatchEngine => {
    processes.started += 1
    processes.running += 1
    processes.most = Math.max(processes.most, processes.running)
    return {
      ...counting('alone'),
      async close() {
        processes.running -= 1
      },
    }
  }
  return { engine: isolateSuspects(counting('shared'), startAlone, chunksAlone), blobs, definition, chunks, processes }
}

describe('isolation of suspects', () => {
  it('leaves other jobs together', async () => {
    const { engine, definition, processes } = await start(3)
    await carryOut(engine, toJob(definition))
    expect(processes.started).toBe(0)
  })

  it('scores a suspect alone until it is past the place, and the rest with the others: the same bytes', async () => {
    const { engine, blobs, definition, chunks, processes } = await start(3)
    await carryOut(engine, toJob(definition))
    const expected = await readBlob(blobs, 'out.csv')
    const total = chunks.shared
    chunks.shared = 0
    await carryOut(engine, toJob(definition, { isSuspect: true, id: 'c'.repeat(32) }))
    expect(await readBlob(blobs, 'out.csv')).toBe(expected)
    expect(chunks.alone).toBeGreaterThanOrEqual(3)
    expect(chunks.shared).toBe(total - chunks.alone)
    expect(chunks.shared).toBeGreaterThan(0)
    // Once to look at the input, once to score.
    expect(processes).toEqual({ started: 2, running: 0, most: 1 })
  })

  it('gives one suspect at a time a process, whatever the one before ended of', async () => {
    const { engine, definition, processes } = await start(1000)
    const missing = { access: toJob(definition).badRows.access, path: 'none.csv', format: 'csv' } as const
    const jobs = ['1', '2', '3'].map((digit) =>
      toJob(definition, {
        id: digit.repeat(32),
        isSuspect: true,
        ...(digit === '1' ? { inputs: { input1: missing } } : {}),
      }),
    )
    const ended = await Promise.allSettled(jobs.map((job) => carryOut(engine, job)))
    expect(ended.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
    expect(processes).toEqual({ started: 5, running: 0, most: 1 })
  })
})
