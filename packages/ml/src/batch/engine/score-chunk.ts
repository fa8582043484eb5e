import { AppError, type BatchFileEncoding, type BatchJobDocument, isAppError, moduleErrors } from '@sluice/contracts'
import { sliceRows, type Table } from '@sluice/dataflow'
import { withRowsBefore } from '../../modules/rows-before.ts'
import type { NamedTables, Scorer } from '../../web-services/scorer.ts'
import { cutRows } from './cut-rows.ts'
import { createDelimitedBytes, type DelimitedBytes } from './delimited-bytes.ts'
import { type BadRow, type RowForm, type RowTable, readRowTables } from './row-tables.ts'
import { toUtf8 } from './text-encoding.ts'

/** How the chunks of a job are scored, the same for all of them. */
export interface ChunkSetting {
  readonly inputName: string
  readonly form: Omit<RowForm, 'schema'>
  readonly encoding: BatchFileEncoding
  readonly outputs: readonly { readonly name: string; readonly delimiter: ',' | '\t' }[]
  readonly badRowRule: BatchJobDocument['badRowRule']
  readonly parameters: Readonly<Record<string, unknown>>
}

export interface ScoredChunk {
  /** Output → text of its rows; a first chunk begins with the header. */
  readonly outputs: Readonly<Record<string, Uint8Array<ArrayBuffer>>>
  readonly rows: number
  readonly badRows: number
  /** Lines of the rows that are kept apart. */
  readonly badLines: Uint8Array<ArrayBuffer>
}

const bytesAtOnce = 262_144

/**
 * Scores rows of the input.
 * @param takeMemory memory of earlier chunks, for what is written
 * @param hasHeader whether what is written begins with the names of the columns
 * @throws AppError `BatchRowInvalid` for the first bad row where the rule says so, or that of the web service
 */
export async function scoreChunk(
  chunk: { readonly bytes: Uint8Array; readonly line: number; readonly hasHeader: boolean },
  setting: ChunkSetting,
  scorer: Scorer,
  takeMemory?: () => ArrayBuffer | undefined,
): Promise<ScoredChunk> {
  const { inputName, form, encoding, outputs, badRowRule, parameters } = setting
  const [input] = scorer.inputs
  const badLines = createDelimitedBytes(',')
  const sinks: [string, DelimitedBytes][] = outputs.map(({ name, delimiter }) => [
    name,
    createDelimitedBytes(delimiter, takeMemory?.()),
  ])
  let rows = 0
  let badRows = 0
  const addBad = (row: BadRow) => {
    const { line, column, reason, text } = row
    if (badRowRule === 'fail') {
      const target = column === undefined ? `line ${line}` : `line ${line}, column '${column}'`
      throw new AppError('BatchRowInvalid', { line, column, reason }, { target })
    }
    badRows += 1
    badLines.line([String(line), column, reason, text])
  }
  const score = async (table: Table) => scorer.score({ [inputName]: table }, parameters)
  const write = (results: NamedTables, count: number) => {
    for (const [name, sink] of sinks) sink.rows(results[name] as Table)
    rows += count
  }
  /** Where a module refuses some rows, halves find which. */
  const scoreRows = async (read: RowTable, start: number, end: number): Promise<void> => {
    let results: NamedTables
    try {
      const part = start === 0 && end === read.table.rowCount ? read.table : sliceRows(read.table, start, end)
      // A module that names a row means the first of those that it got: of a single one that is its line.
      results = await withRowsBefore(read.lineOf(start) - 1, () => score(part))
    } catch (error) {
      if (!isAppError(error) || !(error.code in moduleErrors)) throw error
      if (end - start === 1) {
        const reason = error.target === undefined ? error.message : `${error.target}: ${error.message}`
        addBad({
          line: read.lineOf(start),
          column: undefined,
          reason: reason.replace(/\.$/, ''),
          text: read.textOf(start),
        })
        return
      }
      const middle = (start + end) >> 1
      await scoreRows(read, start, middle)
      await scoreRows(read, middle, end)
      return
    }
    write(results, end - start)
  }

  if (chunk.hasHeader) {
    const described = await scorer.describe(parameters)
    for (const [name, sink] of sinks)
      sink.header(described.outputs.find((output) => output.name === name)?.schema ?? [])
  }
  const text = toUtf8(chunk.bytes, encoding)
  const rowForm = { ...form, schema: input?.schema ?? [] }
  // Some rows at a time, so that what is made of them is soon garbage, and little of it.
  let line = chunk.line
  for (let start = 0; start < text.length; ) {
    const rest = text.subarray(start)
    const run = cutRows(rest, { delimiter: form.delimiter, maxUnits: bytesAtOnce, maxRows: text.length, isLast: true })
    if (run === undefined) throw new Error('The last rows of a chunk are whole.')
    const found: (RowTable | BadRow)[] = []
    readRowTables(rest.subarray(0, run.units), line, rowForm, {
      onTable: (table) => void found.push(table),
      onBad: (row) => void found.push(row),
    })
    for (const one of found) {
      if ('table' in one) await scoreRows(one, 0, one.table.rowCount)
      else addBad(one)
    }
    start += run.units
    line += run.lines
  }
  return {
    outputs: Object.fromEntries(sinks.map(([name, sink]) => [name, sink.take()])),
    rows,
    badRows,
    badLines: badLines.take(),
  }
}
