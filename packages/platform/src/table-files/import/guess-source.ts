import { AppError, type ColumnSchema } from '@sluice/contracts'
import { type GuessedType, type LooseCell, toColumnNames, toColumnSchema } from '@sluice/dataflow'
import { type ColumnGuess, createColumnGuess } from './column-guess.ts'
import type {
  GuessedColumn,
  GuessedSchema,
  ImportPassage,
  RecognisedSource,
  RowFields,
  RowHandler,
} from './import-types.ts'
import { fieldText, readRows } from './read-rows.ts'

const sampleCount = 20

/** Goes over a whole file of a text format to find out what is in its columns. @throws AppError `FileNotParsed` */
export async function guessSource(
  source: RecognisedSource,
  passage: Pick<ImportPassage, 'signal'> & { onBlock?(readBytes: number, totalBytes: number, rowCount: number): void },
): Promise<GuessedSchema> {
  const guesses: ColumnGuess[] = []
  const sampleRows: (string | null)[][] = []
  let rowCount = 0
  let badRowCount = 0
  const guessAt = (index: number): ColumnGuess => {
    for (let at = guesses.length; at <= index; at += 1) {
      const guess = createColumnGuess()
      guess.seeMissing(rowCount - 1)
      guesses.push(guess)
    }
    return guesses[index] as ColumnGuess
  }
  const handler: RowHandler = {
    onFields(fields) {
      rowCount += 1
      seeFields(fields, guessAt, rowCount)
      if (sampleRows.length < sampleCount) {
        sampleRows.push(Array.from({ length: fields.count }, (_, index) => toSampleCell(fields, index)))
      }
    },
    onCells(cells) {
      rowCount += 1
      for (let index = 0; index < Math.max(cells.length, guesses.length); index += 1) {
        const cell = cells[index] ?? null
        guessAt(index).seeTyped(typeOfCell(cell), String(cell), rowCount)
      }
      if (sampleRows.length < sampleCount) sampleRows.push(cells.map((cell) => (cell === null ? null : String(cell))))
    },
    onBad() {
      badRowCount += 1
    },
    afterPiece() {},
  }
  const { names, declared } = await readRows(source, handler, {
    signal: passage.signal,
    onBlock: (readBytes, totalBytes) => passage.onBlock?.(readBytes, totalBytes, rowCount),
  })
  const columns = declared?.map(fromDeclared) ?? toGuessedColumns(names, guesses)
  if (columns.length === 0) throw new AppError('FileNotParsed', { details: 'there is no column in it.' })
  const { format, hasHeader, delimiter, encoding } = source
  const width = columns.length
  return {
    format,
    hasHeader,
    delimiter,
    encoding,
    columns,
    rowCount,
    badRowCount,
    sampleRows: sampleRows.map((row) => Array.from({ length: width }, (_, index) => row[index] ?? null)),
  }
}

function seeFields(fields: RowFields, guessAt: (index: number) => ColumnGuess, row: number): void {
  const { bytes, count, starts, ends, quoting } = fields
  for (let index = 0; index < count; index += 1) {
    if (quoting[index] === 2) guessAt(index).seeText(fieldText(fields, index), row)
    else guessAt(index).seeBytes(bytes, starts[index] as number, ends[index] as number, row)
  }
}

const toSampleCell = (fields: RowFields, index: number): string | null =>
  fields.starts[index] === fields.ends[index] && fields.quoting[index] === 0 ? null : fieldText(fields, index)

/** Values of JSON have their types: a text of digits stays a text. */
function typeOfCell(cell: LooseCell): GuessedType | undefined {
  if (cell === null) return undefined
  if (typeof cell === 'boolean') return 'Boolean'
  if (typeof cell === 'string') return 'String'
  if (!Number.isSafeInteger(cell)) return 'Double'
  return (cell | 0) === cell ? 'Int32' : 'Int64'
}

function toGuessedColumns(names: readonly string[], guesses: readonly ColumnGuess[]): GuessedColumn[] {
  return toColumnNames(names, names.length).map((name, index) => {
    const guess = guesses[index] ?? createColumnGuess()
    return { ...plain(toColumnSchema(name, guess.type)), reason: guess.reason }
  })
}

const fromDeclared = (column: ColumnSchema): GuessedColumn => ({
  ...plain(column),
  reason: `${column.type}: declared${column.isCategorical ? ' with its values' : ''}`,
})

const plain = ({ name, type, isCategorical, roles }: ColumnSchema) => ({ name, type, isCategorical, roles: [...roles] })
