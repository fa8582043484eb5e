import { addSpreads, addSums, noSpread, noUsage, type Spread, type UsageSums } from '@sluice/contracts'
import { readKeptFrom } from './kept-from.ts'
import { unpackSpread } from './spread.ts'
import { query, type SqlConnection } from './sql-connection.ts'
import { toKeptRange, toPieces, type UsagePiece } from './usage-levels.ts'
import type { UsageQuery, UsageResult, UsageResultRow } from './usage-store.ts'
import { type DimensionName, dimensionNames, type SubjectKind, subjectKinds } from './usage-subjects.ts'
import { sumColumns, toSums } from './usage-sums.ts'

const minuteMs = 60_000

/** Sums of a range, each minute of it once; the connection reads as of one moment. */
export async function readSums(connection: SqlConnection, asked: UsageQuery): Promise<UsageResult> {
  const range = toKeptRange(
    {
      from: Math.floor(asked.from / minuteMs),
      to: Math.ceil(asked.to / minuteMs),
      interval: asked.intervalMinutes,
    },
    await readKeptFrom(connection),
  )
  const result = { from: range.from * minuteMs, to: range.to * minuteMs, intervalMinutes: range.interval }
  const selection = await toSelection(connection, asked)
  if (selection === undefined) return { ...result, rows: [] }
  const pieces = toPieces(range)
  if (pieces.length === 0) return { ...result, rows: [] }
  const read = asked.hasSpread === true ? readSpreads : readGroups
  const rows = await read(connection, selection, pieces, range.interval)
  return { ...result, rows: await toResultRows(connection, selection, rows, range) }
}

interface NumberedRow {
  /** Interval since 1970; 0 without intervals. */
  readonly bucket: number
  /** Of the dimensions that are told apart. */
  readonly numbers: readonly number[]
  readonly sums: UsageSums
  readonly spread: Spread
}

interface Selection {
  readonly condition: string
  readonly parameters: readonly number[]
  readonly groups: readonly DimensionName[]
}

/** @returns undefined when a name is not known, so that no call has it */
async function toSelection(connection: SqlConnection, { service, where = {}, by }: UsageQuery) {
  const groups: readonly DimensionName[] = by === undefined ? [] : by === 'operation' ? ['api', 'operation'] : [by]
  const numbers = await readNumbers(connection, [service, ...Object.values(where).filter((name) => name !== null)])
  const kind = kindFor([...groups, ...dimensionNames.filter((name) => where[name] !== undefined)])
  const own = numbers.get(service)
  if (own === undefined) return undefined
  let condition = `s.service = ? and s.kind = ${subjectKinds[kind]}`
  const parameters = [own]
  for (const name of dimensionNames) {
    const value = where[name]
    if (value === undefined) continue
    const number = value === null ? 0 : numbers.get(value)
    if (number === undefined) return undefined
    condition += ` and s.${columnOf(name)} = ?`
    parameters.push(number)
  }
  return { condition, parameters, groups } satisfies Selection
}

/** The kind of subject with the fewest rows that has these dimensions. */
export function kindFor(needed: readonly DimensionName[]): SubjectKind {
  const all = new Set(needed)
  const [first = 'service'] = all
  if (all.size <= 1) return first
  return all.size === 2 && all.has('api') && all.has('operation') ? 'operation' : 'call'
}

export const columnOf = (name: DimensionName): string => (name === 'user' ? '"user"' : name)

/** Numbers of those names that have one. */
export async function readNumbers(connection: SqlConnection, names: readonly string[]): Promise<Map<string, number>> {
  const numbers = new Map<string, number>()
  for (const name of new Set(names)) {
    const [row] = await query(connection, 'select id from usage_names where name = ?', [name])
    if (row !== undefined) numbers.set(name, Number(row.id))
  }
  return numbers
}

const sums = sumColumns
  .map(([column]) => {
    const sum = column.endsWith('_min') ? 'min' : column.endsWith('_max') ? 'max' : 'sum'
    return `${sum}(t.${column}) as ${column}`
  })
  .join(', ')

/**
 * Subjects, and for each the rows of every piece. `cross join` keeps SQLite to this order, in which it walks along keys.
 * Columns of `p` are level, begin, end, and how many times make an interval.
 */
function fromPieces({ condition }: Selection, pieces: readonly UsagePiece[], interval: number | undefined): string {
  const rows = pieces.map(({ level, from, to }) => {
    const divisor = interval === undefined ? 1 : interval / level.minutes
    return `(${level.number}, ${from}, ${to}, ${divisor})`
  })
  return `from usage_subjects s cross join (values ${rows.join(', ')}) as p cross join usage_sums t
    where ${condition} and t.subject = s.id and t.level = p.column1 and t.time >= p.column2 and t.time < p.column3`
}

const bucketOf = (interval: number | undefined) => (interval === undefined ? '0' : 't.time / p.column4')

async function readGroups(
  connection: SqlConnection,
  selection: Selection,
  pieces: readonly UsagePiece[],
  interval: number | undefined,
): Promise<NumberedRow[]> {
  const columns = selection.groups.map((name) => `s.${columnOf(name)}`)
  const grouping = [...columns, ...(interval === undefined ? [] : [bucketOf(interval)])]
  const rows = await query(
    connection,
    `select ${[...columns.map((column, index) => `${column} as n${index}`), `${bucketOf(interval)} as bucket`].join(', ')}, ${sums}
       ${fromPieces(selection, pieces, interval)}
       ${grouping.length === 0 ? 'having count(*) > 0' : `group by ${grouping.join(', ')}`}`,
    selection.parameters,
  )
  return rows.map((row) => ({
    bucket: Number(row.bucket),
    numbers: selection.groups.map((_, index) => Number(row[`n${index}`])),
    sums: toSums(row),
    spread: noSpread,
  }))
}

/** Spreads are added here, not by the database. */
async function readSpreads(
  connection: SqlConnection,
  selection: Selection,
  pieces: readonly UsagePiece[],
  interval: number | undefined,
): Promise<NumberedRow[]> {
  const columns = selection.groups.map((name, index) => `s.${columnOf(name)} as n${index}`)
  const found = await query(
    connection,
    `select ${[...columns, `${bucketOf(interval)} as bucket`, 't.*'].join(', ')}
       ${fromPieces(selection, pieces, interval)}`,
    selection.parameters,
  )
  const rows = new Map<string, NumberedRow>()
  for (const row of found) {
    const numbers = selection.groups.map((_, index) => Number(row[`n${index}`]))
    const bucket = Number(row.bucket)
    const key = `${bucket} ${numbers.join(' ')}`
    const known = rows.get(key) ?? { bucket, numbers, sums: noUsage, spread: noSpread }
    rows.set(key, {
      ...known,
      sums: addSums(known.sums, toSums(row)),
      spread: addSpreads(known.spread, unpackSpread(row.spread as Uint8Array)),
    })
  }
  return [...rows.values()]
}

async function toResultRows(
  connection: SqlConnection,
  { groups }: Selection,
  rows: readonly NumberedRow[],
  { from, interval }: { readonly from: number; readonly interval: number | undefined },
): Promise<UsageResultRow[]> {
  const names = await readNames(
    connection,
    rows.flatMap(({ numbers }) => numbers),
  )
  return rows.map(({ bucket, numbers, sums, spread }) => ({
    dimensions: Object.fromEntries(
      groups.flatMap((group, index) => {
        const name = names.get(numbers[index] ?? 0)
        return name === undefined ? [] : [[group, name]]
      }),
    ),
    at: (interval === undefined ? from : bucket * interval) * minuteMs,
    sums,
    spread,
  }))
}

const namesAtOnce = 500

export async function readNames(connection: SqlConnection, numbers: readonly number[]): Promise<Map<number, string>> {
  const wanted = [...new Set(numbers)].filter((number) => number !== 0)
  const names = new Map<number, string>()
  for (let from = 0; from < wanted.length; from += namesAtOnce) {
    const part = wanted.slice(from, from + namesAtOnce)
    const rows = await query(
      connection,
      `select id, name from usage_names where id in (${part.map(() => '?').join(', ')})`,
      part,
    )
    for (const { id, name } of rows) names.set(Number(id), String(name))
  }
  return names
}
