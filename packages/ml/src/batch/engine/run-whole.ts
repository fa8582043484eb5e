import { AppError } from '@sluice/contracts'
import { sliceRows, type Table, writeArff } from '@sluice/dataflow'
import type { BlobContainer } from '@sluice/platform'
import { packValue } from '../../artifacts/pack.ts'
import { isTable, type Packable, type PortValue } from '../../modules/port-values.ts'
import type { Scorer } from '../../web-services/scorer.ts'
import { commitOutputs, type OutputBlocks, stageBadHeader } from './commit-outputs.ts'
import { contentTypeOf } from './content-types.ts'
import { createDelimitedBytes } from './delimited-bytes.ts'
import { delimiterOf, type EngineFile, type EngineJob } from './engine-job.ts'
import { findInput } from './examine-input.ts'
import { type Patience, persist } from './patience.ts'
import { assertFits, readWholeInput } from './read-whole-input.ts'
import type { BadRow } from './row-tables.ts'
import type { OutputTarget } from './score-part.ts'

export interface WholeOptions {
  /** More bytes of input than this do not fit. */
  readonly maxInputBytes: number
  readonly patience: Patience
  openContainer(file: EngineFile): Promise<BlobContainer>
  onProgress(progress: WholeProgress): void
}

export interface WholeProgress {
  readonly bytesRead: number
  readonly totalBytes: number
  readonly rows: number
  readonly badRows: number
}

const blockBytes = 8_388_608
const rowsAtOnce = 1_000

/**
 * Reads all inputs into memory, runs the web service once and writes what it gives, a model or rows. Begun anew it does
 * the same again.
 * @throws AppError `BatchInputTooLarge`, `BatchRowInvalid`, `BatchOutputLost`, that of the web service or the storage
 */
export async function runWhole(
  job: EngineJob,
  scorer: Scorer,
  options: WholeOptions,
  signal: AbortSignal,
): Promise<WholeProgress> {
  const { patience, openContainer } = options
  const badRows: BadRow[] = []
  let progress: WholeProgress = { bytesRead: 0, totalBytes: 0, rows: 0, badRows: 0 }
  const report = (change: Partial<WholeProgress>) => {
    progress = { ...progress, ...change }
    options.onProgress(progress)
  }
  const onBad = (row: BadRow) => {
    const { line, column, reason } = row
    if (job.badRowRule === 'fail') {
      const target = column === undefined ? `line ${line}` : `line ${line}, column '${column}'`
      throw new AppError('BatchRowInvalid', { line, column, reason }, { target })
    }
    badRows.push(row)
  }

  const inputs = await Promise.all(
    scorer.inputs.map(async ({ name, schema }) => {
      const file = job.inputs[name]
      if (file === undefined) throw new AppError('BatchJobInputsNotSpecified', { names: name })
      const container = await openContainer(file)
      const { bytes } = await findInput(container, file.path, patience, signal)
      return { name, schema, file, container, bytes, optional: job.optionalColumns }
    }),
  )
  const totalBytes = inputs.reduce((sum, { bytes }) => sum + bytes, 0)
  assertFits(totalBytes, options.maxInputBytes)
  report({ totalBytes })
  const tables: Record<string, Table> = {}
  for (const { container, ...input } of inputs) {
    const onBytes = (count: number) => report({ bytesRead: progress.bytesRead + count })
    tables[input.name] = await readWholeInput(input, container, { onBad, onBytes }, patience, signal)
  }
  const rows = Object.values(tables).reduce((sum, { rowCount }) => sum + rowCount, 0)
  report({ rows, badRows: badRows.length })
  signal.throwIfAborted()
  const results = await scorer.run(tables, job.parameters)

  const outputs: OutputBlocks[] = []
  const stageAll = async (target: OutputTarget, content: Iterable<Uint8Array>, first: readonly number[]) => {
    const numbers = [...first]
    let number = 0
    for (const bytes of content) {
      signal.throwIfAborted()
      const block = { series: job.id, number }
      await persist(
        (callSignal) => target.container.stageBlock(target.path, block, bytes, callSignal),
        patience,
        signal,
      )
      numbers.push(number)
      number += 1
    }
    return numbers
  }
  for (const [name, file] of Object.entries(job.outputs)) {
    const target = { container: await openContainer(file), path: file.path }
    const numbers = await stageAll(target, inBlocks(contentOf(results[name] as PortValue, file, name)), [])
    outputs.push({ target, numbers, contentType: contentTypeOf(file.format) })
  }
  if (badRows.length > 0) {
    const target = { container: await openContainer(job.badRows), path: job.badRows.path }
    const header = await stageBadHeader(job.id, target, patience, signal)
    const numbers = await stageAll(target, inBlocks(badLines(badRows)), [header])
    outputs.push({ target, numbers, contentType: contentTypeOf('csv') })
  }
  await commitOutputs(job.id, outputs, patience, signal)
  return progress
}

function* contentOf(value: PortValue, { format }: EngineFile, name: string): Generator<Uint8Array> {
  if (!isTable(value)) {
    yield packValue(value as unknown as Packable)
    return
  }
  if (format === 'arff') {
    for (const text of writeArff(value, name)) yield Buffer.from(text)
    return
  }
  const header = createDelimitedBytes(delimiterOf(format))
  header.header(value.schema)
  yield header.take()
  for (let start = 0; start < value.rowCount; start += rowsAtOnce) {
    const rows = createDelimitedBytes(delimiterOf(format))
    rows.rows(sliceRows(value, start, Math.min(start + rowsAtOnce, value.rowCount)))
    yield rows.take()
  }
}

function* badLines(rows: readonly BadRow[]): Generator<Uint8Array> {
  for (const { line, column, reason, text } of rows) {
    const bytes = createDelimitedBytes(',')
    bytes.line([String(line), column, reason, text])
    yield bytes.take()
  }
}

function* inBlocks(content: Iterable<Uint8Array>): Generator<Uint8Array> {
  let held: Uint8Array[] = []
  let length = 0
  for (const bytes of content) {
    held.push(bytes)
    length += bytes.length
    if (length < blockBytes) continue
    yield Buffer.concat(held)
    held = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(held)
}
