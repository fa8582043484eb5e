import { CompiledQuery, type Kysely } from 'kysely'
import type { StoreTables } from '../store/schema.ts'

/** Where statements go: all connections of an engine, or the one of a transaction. */
export interface SqlConnection {
  readonly database: Kysely<StoreTables>
  /** How the engine writes the parameter of this number, from 1. */
  readonly parameter: (number: number) => string
}

export type SqlRow = Readonly<Record<string, unknown>>

const numbered = new Map<string, string>()
const mostTexts = 500

/** Runs one statement. @returns how many rows it changed */
export async function execute(
  connection: SqlConnection,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<number> {
  const { numAffectedRows } = await run(connection, text, parameters)
  return Number(numAffectedRows ?? 0)
}

/** Runs one statement, whose parameters are written `?` as no text in it is. @returns its rows */
export async function query(
  connection: SqlConnection,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<SqlRow[]> {
  const { rows } = await run(connection, text, parameters)
  return rows
}

const run = ({ database, parameter }: SqlConnection, text: string, parameters: readonly unknown[]) =>
  database.executeQuery(
    CompiledQuery.raw(parameter(1) === '?' ? text : numberParameters(text, parameter), [
      ...parameters,
    ]) as CompiledQuery<SqlRow>,
  )

function numberParameters(text: string, parameter: (number: number) => string): string {
  const known = numbered.get(text)
  if (known !== undefined) return known
  let count = 0
  const written = text.replaceAll('?', () => parameter(++count))
  if (numbered.size >= mostTexts) numbered.clear()
  numbered.set(text, written)
  return written
}

/** `(?, ?), (?, ?)`: so many rows of so many parameters. */
export const placeholders = (rows: number, columns: number): string =>
  Array(rows)
    .fill(`(${Array(columns).fill('?').join(', ')})`)
    .join(', ')

/** Parts of at most so many; statements of few different lengths are prepared but once. */
export function* inParts<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size)
}
