import type { DatabaseSync } from 'node:sqlite'
import { AppError, type TableSchema } from '@sluice/contracts'
import { isQuery, noQuery, resultColumnsOf, toSqlName } from './result-columns.ts'
import { tellingLine } from './script-errors.ts'
import { type ScriptStatement, splitStatements } from './split-statements.ts'
import type { DescribedColumn } from './sql-scripts.ts'
import { declaredTypes } from './sqlite-values.ts'

/** Names and definitions of tables and views; on tables without rows these take no time. */
const definition = /^(\s|--[^\n]*\n|\/\*.*?\*\/)*(create|drop|alter)\b/is
const tableOfQuery =
  /^(?:\s|--[^\n]*\n|\/\*.*?\*\/)*create\s+(?:temp\s+|temporary\s+)?table\s+(?:if\s+not\s+exists\s+)?("[^"]+"|`[^`]+`|\[[^\]]+\]|[\w$]+)\s+as\b/is

/**
 * What the last query of a script gives, by preparing each statement and running none that reads or writes rows. The
 * database has the tables of the script, without rows.
 * @returns undefined where SQLite could take long just to understand the script
 * @throws AppError `SqlScriptFailed` with the line
 */
export function describeStatements(
  database: DatabaseSync,
  schemas: ReadonlyMap<string, TableSchema>,
  script: string,
): DescribedColumn[] | undefined {
  if (mayTakeLong(script)) return undefined
  let found: DescribedColumn[] | undefined
  let isKnown = true
  for (const one of splitStatements(script)) {
    if (!isKnown) return undefined
    tellingLine(one, () => {
      const statement = database.prepare(one.sql)
      if (isQuery(one.sql, statement)) {
        found = resultColumnsOf(statement, schemas).map(({ name, source }) => ({ name, source }))
      } else if (tableOfQuery.test(one.sql)) isKnown &&= createEmptyTable(database, schemas, one)
      else if (definition.test(one.sql)) statement.run()
    })
  }
  if (found === undefined) throw new AppError('SqlScriptFailed', { details: noQuery })
  return keepsTypes(script) ? found : found.map(({ name }) => ({ name, source: undefined }))
}

/**
 * Makes the table that a query would fill: the query itself may run for ever.
 * @returns false where two columns have one name, which SQLite changes in a way of its own
 */
function createEmptyTable(
  database: DatabaseSync,
  schemas: ReadonlyMap<string, TableSchema>,
  { sql }: ScriptStatement,
): boolean {
  const [head, name] = tableOfQuery.exec(sql) as RegExpExecArray & [string, string]
  const query = database.prepare(sql.slice(head.length))
  const columns = resultColumnsOf(query, schemas)
  const given = new Set(query.columns().map((column) => column.name.toLowerCase()))
  if (given.size < columns.length || given.has('')) return false
  // What SQLite keeps of a type is whether its values are texts.
  const declared = columns.map((column) => {
    const isText = column.source !== undefined && declaredTypes[column.source.type].startsWith('TEXT')
    return `${toSqlName(column.name)}${isText ? ' TEXT' : ''}`
  })
  const ifNew = /\bexists\b/i.test(head) ? 'IF NOT EXISTS ' : ''
  database.exec(`CREATE TABLE ${ifNew}${name} (${declared.join(', ')})`)
  return true
}

/**
 * Whether a column that is one of a table has the values of that table: a compound takes its types from its first query,
 * and what is written into a table may be of any type.
 */
const keepsTypes = (script: string): boolean => !/\b(union|insert|update|replace)\b/i.test(script)

const longestScript = 100_000
const mostReferences = 24
const definedName =
  /(?:\bview\s+(?:if\s+not\s+exists\s+)?("[^"]+"|`[^`]+`|\[[^\]]+\]|[\w$]+))|("[^"]+"|`[^`]+`|\[[^\]]+\]|[\w$]+)\s*(?:\([^()]*\)\s*)?as\s+(?:(?:not\s+)?materialized\s*)?\(\s*(?:select|with|values)\b/gi

/** A view or table of WITH is put into each place that names it: a chain of them can grow without bounds. */
function mayTakeLong(script: string): boolean {
  if (script.length > longestScript) return true
  const names = new Set(
    Array.from(script.matchAll(definedName), ([, view, table]) => (view ?? table ?? '').replace(/^["`[]|["`\]]$/g, '')),
  )
  let references = 0
  for (const name of names) references += script.toLowerCase().split(name.toLowerCase()).length - 2
  return references > mostReferences
}
