import type { TableSchema } from '@sluice/contracts'
import { type Column, cellWriter, isMissing, type SparseColumns, type Table, type TablePart } from '@sluice/dataflow'
import type { NamedTables } from '../web-services/scorer.ts'

export interface ReplyForm {
  /** `format=swagger`: rows as objects. */
  readonly asObjects: boolean
  /** `details=true`: names and types of the columns, too. */
  readonly withDetails: boolean
}

/**
 * The reply's text, written directly: no tree of objects in between. Every value is a string or null.
 * @see reference: AzureML, 1.5 and 1.6
 */
export function writeReply(results: NamedTables, { asObjects, withDetails }: ReplyForm): string {
  let text = '{"Results":{'
  let separator = ''
  for (const name in results) {
    const table = results[name] as Table
    text += `${separator}${JSON.stringify(name)}:`
    if (asObjects) text += writeRows(table, true)
    else
      text += `{"type":"table","value":{${withDetails ? detailsOf(table.schema) : ''}"Values":${writeRows(table, false)}}}`
    separator = ','
  }
  return `${text}}}`
}

/** Schemas live as long as their scorer, and so does their text. */
const detailsBySchema = new WeakMap<TableSchema, string>()

function detailsOf(schema: TableSchema): string {
  let details = detailsBySchema.get(schema)
  if (details === undefined) {
    const names = JSON.stringify(schema.map(({ name }) => name))
    const types = JSON.stringify(schema.map(({ type }) => type))
    details = `"ColumnNames":${names},"ColumnTypes":${types},`
    detailsBySchema.set(schema, details)
  }
  return details
}

function writeRows(table: Table, asObjects: boolean): string {
  const writers = table.parts.map((part) => createPartWriter(part, asObjects))
  const [open, close] = asObjects ? ['{', '}'] : ['[', ']']
  let text = '['
  for (let row = 0; row < table.rowCount; row += 1) {
    text += row === 0 ? open : `,${open}`
    let separator = ''
    for (const write of writers) {
      text += separator + write(row)
      separator = ','
    }
    text += close
  }
  return `${text}]`
}

type PartWriter = (row: number) => string

function createPartWriter(part: TablePart, asObjects: boolean): PartWriter {
  return part.kind === 'sparse' ? createSparseWriter(part, asObjects) : createColumnWriter(part, asObjects)
}

function createColumnWriter(column: Column, asObjects: boolean): PartWriter {
  const prefix = asObjects ? `${JSON.stringify(column.name)}:` : ''
  const { missing, values } = column
  if (column.type === 'String') {
    return (row) => prefix + (isMissing(missing, row) ? 'null' : JSON.stringify(values[row]))
  }
  // Texts of numbers, booleans and times hold nothing that JSON would have to escape.
  const toText = cellWriter(column.type)
  return (row) => (isMissing(missing, row) ? `${prefix}null` : `${prefix}"${toText(values[row] as number | bigint)}"`)
}

interface ZeroRow {
  /** The text of a row of zeros. */
  readonly text: string
  /** Where the digit of each column stands in it. */
  readonly digitAt: Int32Array
}

const zeroRowsBySchema = {
  asCells: new WeakMap<TableSchema, ZeroRow>(),
  asObjects: new WeakMap<TableSchema, ZeroRow>(),
}

/** Nearly all cells are 0: a row is cut out of the text of a row of zeros, and only the others are put in. */
function createSparseWriter(
  { schema, rowStarts, columnIndexes, values }: SparseColumns,
  asObjects: boolean,
): PartWriter {
  const known = asObjects ? zeroRowsBySchema.asObjects : zeroRowsBySchema.asCells
  const zeros = known.get(schema) ?? createZeroRow(schema, asObjects)
  known.set(schema, zeros)
  const { text, digitAt } = zeros
  return (row) => {
    let result = ''
    let copiedTo = 0
    const end = rowStarts[row + 1] as number
    for (let index = rowStarts[row] as number; index < end; index += 1) {
      const at = digitAt[columnIndexes[index] as number] as number
      result += text.slice(copiedTo, at) + String(values[index])
      copiedTo = at + 1
    }
    return result + text.slice(copiedTo)
  }
}

function createZeroRow(schema: TableSchema, asObjects: boolean): ZeroRow {
  const digitAt = new Int32Array(schema.length)
  let text = ''
  for (const [index, { name }] of schema.entries()) {
    text += `${index === 0 ? '' : ','}${asObjects ? `${JSON.stringify(name)}:` : ''}"`
    digitAt[index] = text.length
    text += '0"'
  }
  return { text, digitAt }
}
