import type { BatchCheckpoint } from '@sluice/contracts'
import type { BatchEngine } from './batch-engine.ts'

/**
 * Gives a job with which a process was lost one of its own until it is past the place, so that no other job is lost with it.
 * One at a time: a process that was ended from outside makes suspects of all its jobs.
 * @param startAlone its `close` ends the process
 * @param chunksAlone so many chunks further a suspect is none any more
 */
export function isolateSuspects(shared: BatchEngine, startAlone: () => BatchEngine, chunksAlone: number): BatchEngine {
  let turns: Promise<unknown> = Promise.resolve()

  const alone = async <Result>(
    signal: AbortSignal,
    work: (engine: BatchEngine) => Promise<Result>,
  ): Promise<Result> => {
    const before = turns
    const turn = Promise.withResolvers<void>()
    turns = Promise.all([before, turn.promise])
    try {
      await before
      signal.throwIfAborted()
      const engine = startAlone()
      try {
        return await work(engine)
      } finally {
        await engine.close()
      }
    } finally {
      turn.resolve()
    }
  }

  return {
    ...shared,
    examine(job, signal) {
      return job.isSuspect ? alone(signal, (engine) => engine.examine(job, signal)) : shared.examine(job, signal)
    },
    async scorePart(job, plan, part, onCheckpoint, signal) {
      if (!job.isSuspect) return shared.scorePart(job, plan, part, onCheckpoint, signal)
      const past = new AbortController()
      let last: BatchCheckpoint = part.from
      const onCheckpointAlone = async (checkpoint: BatchCheckpoint) => {
        await onCheckpoint(checkpoint)
        last = checkpoint
        if (checkpoint.chunk - part.from.chunk >= chunksAlone) past.abort(new Error('The job is past the place.'))
      }
      try {
        const eitherSignal = AbortSignal.any([signal, past.signal])
        return await alone(signal, (engine) => engine.scorePart(job, plan, part, onCheckpointAlone, eitherSignal))
      } catch (error) {
        if (!past.signal.aborted || signal.aborted) throw error
      }
      return shared.scorePart(job, plan, { ...part, from: last }, onCheckpoint, signal)
    },
  }
}
