import { AppError } from '@sluice/contracts'
import { createColumn, toColumnSchema } from '../table/column.ts'
import { parseNumber } from '../table/number-text.ts'
import type { SparseColumns } from '../table/sparse-columns.ts'
import { createTable, type Table, type TablePart } from '../table/table.ts'
import { createTableFromTexts } from './text-table.ts'

/** More columns than this no table may have. */
const maxFeatures = 100_000
/** Numbers with a fraction are stored one by one, zeros included. */
const maxDenseCells = 100_000_000

interface Example {
  readonly label: string
  readonly indexes: number[]
  readonly values: number[]
}

/**
 * Reads lines of the form `label index:value index:value … # comment`, as SVM-light and LIBSVM write them: a column
 * `Label`, then `Col1`, `Col2`, … by the indexes (from `Col0`, where one is 0). What is not named is 0.
 * @throws AppError `FileNotParsed` with the line, `TooManyColumns`
 */
export function readSvmLight(text: string): Table {
  const examples: Example[] = []
  for (const [index, rawLine] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const line = rawLine.replace(/#.*$/, '').trim()
    if (line !== '') examples.push(readExample(line, index + 1))
  }
  const labels = createTableFromTexts(
    ['Label'],
    examples.map(({ label }) => [label]),
  )
  const label = { ...(labels.parts[0] as TablePart & { kind: 'column' }), roles: ['label'] as const }
  return createTable(examples.length, [{ ...label, roles: ['label'] }, ...featureParts(examples)])
}

function readExample(line: string, lineNumber: number): Example {
  const [label = '', ...pairs] = line.split(/\s+/)
  const failure = (reason: string) => new AppError('FileNotParsed', { details: `line ${lineNumber}: ${reason}` })
  if (parseNumber(label) === undefined) throw failure(`the label '${label}' is no number.`)
  const indexes: number[] = []
  const values: number[] = []
  for (const pair of pairs) {
    // Ranking puts the query in front of the features; it is none of them.
    if (pair.startsWith('qid:')) continue
    const [index, value] = pair.split(':')
    const number = value === undefined ? undefined : parseNumber(value)
    if (index === undefined || !/^\d+$/.test(index) || number === undefined) {
      throw failure(`'${pair}' is not of the form index:value.`)
    }
    if (Number(index) > maxFeatures) {
      throw new AppError('TooManyColumns', { dataset: 'Dataset', limit: maxFeatures })
    }
    if (Number(index) <= (indexes.at(-1) ?? -1)) throw failure(`the index ${index} does not come in ascending order.`)
    indexes.push(Number(index))
    values.push(number)
  }
  return { label, indexes, values }
}

function featureParts(examples: readonly Example[]): TablePart[] {
  let first = 1
  let last = 0
  let isWhole = true
  for (const { indexes, values } of examples) {
    if (indexes[0] === 0) first = 0
    last = Math.max(last, indexes.at(-1) ?? 0)
    isWhole &&= values.every((value) => Number.isInteger(value) && (value | 0) === value)
  }
  const width = last - first + 1
  if (width === 0) return []
  const names = Array.from({ length: width }, (_, column) => `Col${column + first}`)
  if (isWhole) return [sparsePart(examples, names, first)]
  if (width * examples.length > maxDenseCells) {
    throw new AppError('FileNotParsed', {
      details: `${examples.length} rows of ${width} columns with fractions are more than fit into memory.`,
    })
  }
  const columns = names.map(() => new Float64Array(examples.length))
  for (const [row, { indexes, values }] of examples.entries()) {
    for (const [place, index] of indexes.entries()) {
      ;(columns[index - first] as Float64Array)[row] = values[place] as number
    }
  }
  return columns.map((values, column) =>
    createColumn({ ...toColumnSchema(names[column] as string, 'Double'), type: 'Double' }, values),
  )
}

function sparsePart(examples: readonly Example[], names: readonly string[], first: number): SparseColumns {
  const count = examples.reduce((sum, { indexes }) => sum + indexes.length, 0)
  const rowStarts = new Int32Array(examples.length + 1)
  const columnIndexes = new Int32Array(count)
  const values = new Int32Array(count)
  let position = 0
  for (const [row, example] of examples.entries()) {
    for (const [place, index] of example.indexes.entries()) {
      const value = example.values[place] as number
      if (value === 0) continue
      columnIndexes[position] = index - first
      values[position] = value
      position += 1
    }
    rowStarts[row + 1] = position
  }
  return {
    kind: 'sparse',
    schema: names.map((name) => toColumnSchema(name, 'Int32')),
    rowStarts,
    columnIndexes: columnIndexes.subarray(0, position),
    values: values.subarray(0, position),
  }
}
