import type { ColumnSchema, TableSchema } from '@sluice/contracts'
import { selectColumns, takeFreeName } from '@sluice/dataflow'
import type { TableFile } from '@sluice/platform'
import { rowNumberSchema, selectNumberedRows, writeKeyFile } from '../keyed-files.ts'
import type { FileRunContext } from '../module.ts'
import { type JoinPlan, putTogether } from './join-plan.ts'

export interface FileJoin {
  readonly plan: JoinPlan
  readonly matchesCase: boolean
  readonly joinType: 'inner' | 'left-outer' | 'full-outer' | 'left-semi'
}

/**
 * Joins files: what is a key is decided here and written beside the rows, the pairing and ordering is the database's,
 * which spills to disk.
 */
export async function joinFiles(
  left: TableFile,
  right: TableFile,
  { plan, matchesCase, joinType }: FileJoin,
  context: FileRunContext,
): Promise<TableFile> {
  const { tableFiles, signal } = context
  const options = { ignoresCase: !matchesCase, isMissingNoKey: true }
  const leftKeys = await writeKeyFile(left, plan.leftKeys, context, options)
  const rightKeys = await writeKeyFile(right, plan.rightKeys, context, options)
  context.progress(0.3)
  if (joinType === 'left-semi') {
    const rows = await tableFiles.query({
      sql: 'SELECT "row" FROM lk WHERE "key" IN (SELECT "key" FROM rk WHERE "key" IS NOT NULL) ORDER BY 1',
      tables: { lk: leftKeys, rk: rightKeys },
      into: context.temporaryPath(),
      schema: rowNumberSchema,
      signal,
    })
    return selectNumberedRows(left, rows, context)
  }
  const renamed = await renameColumns(right, left.schema, context)
  const [leftColumns, rightColumns] = await Promise.all([tableFiles.sqlColumns(left), tableFiles.sqlColumns(renamed)])
  const pairs = await tableFiles.query({
    sql: joinStatement(leftColumns, rightColumns, joinType),
    tables: { l: left, lk: leftKeys, r: renamed, rk: rightKeys },
    into: context.temporaryPath(),
    schema: [...left.schema, ...renamed.schema],
    times: 'milliseconds',
    signal,
  })
  const width = left.schema.length
  const leftPlaces = [...left.schema.keys()]
  const rightPlaces = right.schema.map((_, index) => width + index)
  async function* pieces() {
    let rows = 0
    for await (const piece of tableFiles.chunks(pairs)) {
      const ofLeft = selectColumns(piece, leftPlaces, left.schema)
      yield putTogether(ofLeft, selectColumns(piece, rightPlaces, right.schema), plan)
      rows += piece.rowCount
      context.progress(0.7 + (0.3 * rows) / Math.max(1, pairs.rowCount))
    }
  }
  return tableFiles.write(context.outputPath('resultsDataset'), plan.schema, pieces(), signal)
}

/** A copy whose columns have names that the other file has not: hashed columns go by their names in SQL. */
function renameColumns(file: TableFile, others: TableSchema, context: FileRunContext): Promise<TableFile> {
  const taken = new Set(others.map(({ name }) => name))
  const schema = file.schema.map((column): ColumnSchema => ({ ...column, name: takeFreeName(column.name, taken) }))
  if (schema.every(({ name }, index) => name === file.schema[index]?.name)) return Promise.resolve(file)
  const places = [...schema.keys()]
  async function* pieces() {
    for await (const piece of context.tableFiles.chunks(file)) yield selectColumns(piece, places, schema)
  }
  return context.tableFiles.write(context.temporaryPath(), schema, pieces(), context.signal)
}

type SqlColumns = readonly { readonly name: string; readonly columns: readonly number[] }[]

const joinWords = { inner: 'JOIN', 'left-outer': 'LEFT JOIN', 'full-outer': 'FULL JOIN' } as const

function joinStatement(left: SqlColumns, right: SqlColumns, joinType: keyof typeof joinWords): string {
  const side = (table: string, columns: SqlColumns) => {
    const own = columns.map(({ name }, index) => `${table}.${toName(name)} AS ${table}${index}, `)
    return `(SELECT ${own.join('')}${table}k."row" AS ${table}row, ${table}k."key" AS ${table}key FROM ${table} POSITIONAL JOIN ${table}k)`
  }
  // Hashed columns have no missing cells: a row without a partner has none of their bytes.
  const output = (table: string, columns: SqlColumns) =>
    columns.map(({ name, columns: places }, index) => {
      const value = places.length > 1 ? `COALESCE(${table}${index}, ''::BLOB)` : `${table}${index}`
      return `${value} AS ${toName(name)}`
    })
  return [
    `SELECT ${[...output('l', left), ...output('r', right)].join(', ')}`,
    `FROM ${side('l', left)} ${joinWords[joinType]} ${side('r', right)} ON lkey = rkey`,
    'ORDER BY lrow NULLS LAST, rrow NULLS LAST',
  ].join(' ')
}

const toName = (name: string): string => `"${name.replaceAll('"', '""')}"`
