import { addSpreads, addSums, noSpread, type Spread, type UsageSums } from '@sluice/contracts'
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
  const rows = new Map<string, Mutable<NumberedRow>>()
  for (const piece of toPieces(range)) {
    const read = asked.hasSpread === true ? readSpreads : readPiece
    for (const row of await read(connection, selection, piece, range.interval)) {
      const key = `${row.bucket} ${row.numbers.join(' ')}`
      const known = rows.get(key)
      if (known === undefined) rows.set(key, row)
      else {
        known.sums = addSums(known.sums, row.sums)
        known.spread = addSpreads(known.spread, row.spread)
      }
    }
  }
  return { ...result, rows: await toResultRows(connection, selection, [...rows.values()], range) }
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] }

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
    if (column === 'api_min') return 'min(case when t.api_count > 0 then t.api_min end) as api_min'
    if (column === 'service_min') return 'min(case when t.service_count > 0 then t.service_min end) as service_min'
    return column.endsWith('_max') ? `max(t.${column}) as ${column}` : `sum(t.${column}) as ${column}`
  })
  .join(', ')

const bucketOf = ({ level }: UsagePiece, interval: number | undefined) =>
  interval === undefined ? '0' : `t.time / ${interval / level.minutes}`

async function readPiece(
  connection: SqlConnection,
  { condition, parameters, groups }: Selection,
  piece: UsagePiece,
  interval: number | undefined,
): Promise<NumberedRow[]> {
  const { level, from, to } = piece
  const columns = groups.map((name) => `s.${columnOf(name)}`)
  const bucket = bucketOf(piece, interval)
  const grouping = [...columns, ...(interval === undefined ? [] : [bucket])]
  const rows = await query(
    connection,
    `select ${[...columns.map((column, index) => `${column} as n${index}`), `${bucket} as bucket`].join(', ')}, ${sums}
       from usage_subjects s join ${level.table} t on t.subject = s.id
       where ${condition} and t.time >= ? and t.time < ?
       ${grouping.length === 0 ? 'having count(*) > 0' : `group by ${grouping.join(', ')}`}`,
    [...parameters, from, to],
  )
  return rows.map((row) => ({
    bucket: Number(row.bucket),
    numbers: groups.map((_, index) => Number(row[`n${index}`])),
    sums: toSums(row),
    spread: noSpread,
  }))
}

async function readSpreads(
  connection: SqlConnection,
  { condition, parameters, groups }: Selection,
  piece: UsagePiece,
  interval: number | undefined,
): Promise<NumberedRow[]> {
  const { level, from, to } = piece
  const columns = groups.map((name, index) => `s.${columnOf(name)} as n${index}`)
  const rows = await query(
    connection,
    `select ${[...columns, `${bucketOf(piece, interval)} as bucket`, 't.*'].join(', ')}
       from usage_subjects s join ${level.table} t on t.subject = s.id
       where ${condition} and t.time >= ? and t.time < ?`,
    [...parameters, from, to],
  )
  return rows.map((row) => ({
    bucket: Number(row.bucket),
    numbers: groups.map((_, index) => Number(row[`n${index}`])),
    sums: toSums(row),
    spread: unpackSpread(row.spread as Uint8Array),
  }))
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
