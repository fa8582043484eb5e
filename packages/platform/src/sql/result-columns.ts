import type { StatementSync } from 'node:sqlite'
import type { ColumnSchema, TableSchema } from '@sluice/contracts'
import { takeFreeName, toColumnSchema } from '@sluice/dataflow'
import { typeByDeclaration } from './sqlite-values.ts'

export interface ResultColumn {
  readonly name: string
  /** The table's column that it is, when it is one. */
  readonly source: ColumnSchema | undefined
}

/** Columns of what a statement gives, which need not have run. */
export function resultColumnsOf(statement: StatementSync, schemas: ReadonlyMap<string, TableSchema>): ResultColumn[] {
  const taken = new Set<string>()
  return statement.columns().map(({ name, type, table, column }, index) => {
    const schema = table === null ? undefined : schemas.get(table)
    const place = schema === undefined || column === null ? -1 : sqlNamesOf(schema).indexOf(column)
    const declared = type === null ? undefined : typeByDeclaration.get(type)
    const other = declared === undefined ? undefined : toColumnSchema(name, declared)
    return { name: takeFreeName(name === '' ? `Col${index + 1}` : name, taken), source: schema?.[place] ?? other }
  })
}

/** Whether it is a query: the last of them is the result of its script. */
export const isQuery = (sql: string, statement: StatementSync): boolean =>
  statement.columns().length > 0 && /^(\s|--[^\n]*\n|\/\*.*?\*\/)*(select|with|values)\b/is.test(sql)

export const noQuery = 'The script has no SELECT.'

/** To SQLite names that differ in letter case only are the same. */
export function sqlNamesOf(schema: TableSchema): string[] {
  const taken = new Set<string>()
  return schema.map(({ name }) => {
    let own = name
    for (let attempt = 1; taken.has(own.toLowerCase()); attempt += 1) own = `${name} (${attempt})`
    taken.add(own.toLowerCase())
    return own
  })
}

export const toSqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`
