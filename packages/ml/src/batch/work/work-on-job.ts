import type { BatchJobDocument, BatchPlan } from '@sluice/contracts'
import type { Clock, WorkQueue } from '@sluice/platform'
import type { BatchEngine, JobBlocks } from '../engine/batch-engine.ts'
import { firstCheckpoint } from '../engine/checkpoints.ts'
import type { EngineJob } from '../engine/engine-job.ts'
import { startOf } from '../engine/find-parts.ts'
import { pause } from '../engine/patience.ts'
import type { HeldTask } from './hold-task.ts'
import { bytesDoneOf, type JobDocuments } from './job-documents.ts'
import { WorkStopped } from './job-errors.ts'
import { createProgressMeter, type ProgressMeter } from './progress-meter.ts'

export interface JobWork {
  readonly job: EngineJob
  readonly documents: JobDocuments
  readonly engine: BatchEngine
  readonly held: HeldTask
  readonly parts: PartTasks
  readonly clock: Clock
}

/** Parts of all jobs that any process may score. */
export interface PartTasks {
  add(job: Pick<EngineJob, 'id' | 'workspaceId'>, index: number): Promise<void>
  remove(job: Pick<EngineJob, 'id' | 'workspaceId'>, index: number): Promise<void>
}

/** How often the parts that others score are looked through. */
const lookEveryMs = 500

/**
 * Carries a job out from where it stands, up to the commit of its outputs.
 * @returns what it read and wrote
 * @throws WorkStopped, or AppError of what it failed of
 */
export async function workOnJob(work: JobWork, document: BatchJobDocument): Promise<BatchJobDocument['progress']> {
  const { job, documents, engine, held } = work
  const { signal } = held
  let plan = document.plan
  if (plan === undefined) {
    const examined = await engine.examine(job, signal)
    if (examined.kind === 'whole') return workWhole(work, examined.totalBytes)
    plan = examined.plan
    if (plan.totalBytes - plan.start <= plan.chunkBytes) return workAtOnce(work, plan)
    const fixed = plan
    assertOurs(await documents.change((before) => ({ plan: before.plan ?? fixed })))
  }
  const meter = createProgressMeter(plan.totalBytes, () => work.clock.monotonic())
  const progress =
    plan.partChunks === undefined ? await workAlone(work, plan, meter) : await workShared(work, plan, meter)
  const parts = await documents.parts()
  const blocks: JobBlocks = {
    outputs: Object.fromEntries(
      Object.keys(job.outputs).map((name) => [name, parts.flatMap(({ checkpoint }) => checkpoint.blocks[name] ?? [])]),
    ),
    bad: parts.flatMap(({ checkpoint }) => checkpoint.badBlocks),
  }
  await held.confirm()
  await engine.commit(job, blocks, signal)
  return progress
}

/** Inputs of one chunk: begun anew it costs less than to keep how far it was. */
async function workAtOnce(
  { job, engine, held, clock }: JobWork,
  plan: BatchPlan,
): Promise<BatchJobDocument['progress']> {
  const from = firstCheckpoint(startOf(plan))
  const part = { end: plan.totalBytes, from }
  const { rows, badRows, blocks, badBlocks } = await engine.scorePart(
    job,
    plan,
    part,
    async () => undefined,
    held.signal,
  )
  await held.confirm()
  await engine.commit(job, { outputs: blocks, bad: badBlocks }, held.signal)
  const meter = createProgressMeter(plan.totalBytes, () => clock.monotonic())
  return meter.measure({ bytesRead: plan.totalBytes, rows, badRows })
}

/** One part, scored by the process that has the job. */
async function workAlone(work: JobWork, plan: BatchPlan, meter: ProgressMeter): Promise<BatchJobDocument['progress']> {
  const { job, documents, engine, held } = work
  const part = await documents.addPart(0, { ...startOf(plan), end: plan.totalBytes }, true)
  const measure = ({ offset, rows, badRows }: typeof part.checkpoint) =>
    meter.measure({ bytesRead: offset, rows, badRows })
  if (part.state === 'finished') return measure(part.checkpoint)
  measure(part.checkpoint)
  const done = await engine.scorePart(
    job,
    plan,
    { end: part.end, from: part.checkpoint },
    async (checkpoint) => {
      const isDone = checkpoint.offset === part.end
      const progress = meter.isTime() || isDone ? measure(checkpoint) : undefined
      assertOurs(await documents.checkpoint(0, checkpoint, isDone, progress))
    },
    held.signal,
  )
  return measure(done)
}

/** Many parts, scored by whatever process has room; this one finds where they begin and waits for the last. */
async function workShared(work: JobWork, plan: BatchPlan, meter: ProgressMeter): Promise<BatchJobDocument['progress']> {
  const { job, documents, engine, held, parts: tasks } = work
  const known = await documents.parts()
  const failed = new AbortController()
  const signal = AbortSignal.any([held.signal, failed.signal])
  let isAllFound = known.at(-1)?.isLast === true
  // A task may not have been written when the process before was lost.
  for (const { index, state } of known) if (state !== 'finished') await tasks.add(job, index)
  const last = known.at(-1)
  const from = last === undefined ? startOf(plan) : { offset: last.start, line: last.firstLine, chunk: last.firstChunk }
  let index = last?.index ?? 0
  const finding = isAllFound
    ? Promise.resolve()
    : engine
        .findParts(
          job,
          plan,
          from,
          async (range) => {
            isAllFound = range.end === plan.totalBytes
            const part = await documents.addPart(index, range, isAllFound)
            if (part.state !== 'finished') await tasks.add(job, index)
            index += 1
          },
          signal,
        )
        .catch((error: unknown) => failed.abort(error))
  try {
    for (;;) {
      signal.throwIfAborted()
      const parts = await documents.parts()
      const fault = parts.find(({ error }) => error !== undefined)?.error
      if (fault !== undefined) throw new PartFailed(fault)
      const progress = meter.measure({
        bytesRead: parts.reduce((sum, part) => sum + bytesDoneOf(part), plan.start),
        rows: parts.reduce((sum, { checkpoint }) => sum + checkpoint.rows, 0),
        badRows: parts.reduce((sum, { checkpoint }) => sum + checkpoint.badRows, 0),
      })
      const isDone = parts.at(-1)?.isLast === true && parts.every(({ state }) => state === 'finished')
      if (isDone || meter.isTime()) assertOurs(await documents.change(() => ({ progress })))
      if (isDone) return progress
      await pause(lookEveryMs, signal)
    }
  } finally {
    failed.abort(new WorkStopped('closing'))
    await finding
  }
}

async function workWhole(work: JobWork, totalBytes: number): Promise<BatchJobDocument['progress']> {
  const { job, documents, engine, held, clock } = work
  const meter = createProgressMeter(totalBytes, () => clock.monotonic())
  let telling: Promise<unknown> = Promise.resolve()
  const done = await engine.runWhole(
    job,
    (counts) => {
      if (meter.isTime()) {
        const progress = meter.measure(counts)
        telling = telling.then(() => documents.change(() => ({ progress }))).catch(() => undefined)
      }
    },
    held.signal,
  )
  await telling
  return meter.measure(done)
}

/** The part says what is wrong with the job. */
export class PartFailed extends Error {
  override readonly name = 'PartFailed'
  readonly fault: NonNullable<BatchJobDocument['error']>

  constructor(fault: PartFailed['fault']) {
    super(fault.message)
    this.fault = fault
  }
}

function assertOurs(job: BatchJobDocument | undefined): void {
  if (job === undefined) throw new WorkStopped('removed')
  if (job.isCancelRequested) throw new WorkStopped('cancelled')
}

const partTaskId = (workspaceId: string, jobId: string, index: number) => `${workspaceId}/${jobId}/${index}`

/** @returns undefined when the id is none of a part */
export function readPartTaskId(id: string) {
  const [workspaceId, jobId, index] = id.split('/')
  if (workspaceId === undefined || jobId === undefined || index === undefined) return undefined
  return { workspaceId, jobId, index: Number(index) }
}

/** Parts are fair between jobs. */
export const createPartTasks = (queue: Pick<WorkQueue, 'add' | 'remove'>): PartTasks => ({
  add: ({ workspaceId, id }, index) => queue.add({ id: partTaskId(workspaceId, id, index), group: id }),
  async remove({ workspaceId, id }, index) {
    await queue.remove(partTaskId(workspaceId, id, index))
  },
})
