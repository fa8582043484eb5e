import {
  AppError,
  type ColumnRule,
  type ColumnSchema,
  type ColumnSelection,
  type ColumnType,
  type ColumnTypeFilter,
  type TableSchema,
} from '@sluice/contracts'
import { parseIndexRanges } from './parse-index-ranges.ts'

export interface ResolveColumnsOptions {
  /** How the parameter is called where the user sees it; stands in error 0011. */
  readonly columnSet: string
  /** Columns in the order in which the rules name them, a name twice being a column twice. Default: the table's order. */
  readonly keepsOrderAndDuplicates?: boolean
}

const integerTypes: readonly ColumnType[] = ['Int32', 'Int64', 'Int16', 'Byte']
const fractionTypes: readonly ColumnType[] = ['Double', 'Single']

const typeFilters: { readonly [Filter in ColumnTypeFilter]: (column: ColumnSchema) => boolean } = {
  all: () => true,
  numeric: ({ type }) => integerTypes.includes(type) || fractionTypes.includes(type),
  integer: ({ type }) => integerTypes.includes(type),
  double: ({ type }) => fractionTypes.includes(type),
  string: ({ type }) => type === 'String',
  boolean: ({ type }) => type === 'Boolean',
  'date-time': ({ type }) => type === 'DateTime' || type === 'DateTimeOffset',
  'time-span': ({ type }) => type === 'TimeSpan',
  categorical: ({ isCategorical }) => isCategorical,
  'non-categorical': ({ isCategorical }) => !isCategorical,
}

/**
 * The places of the columns that a selection names.
 * @throws AppError `ColumnNotFound`, `NoColumnsSelected`, `ColumnIndexNotParsed`, `ColumnRangeInvalid`
 * @see reference: AzureML, 4.3
 */
export function resolveColumns(
  selection: ColumnSelection,
  schema: TableSchema,
  { columnSet, keepsOrderAndDuplicates = false }: ResolveColumnsOptions,
): number[] {
  let selected = selection.beginWith === 'all' ? schema.map((_, index) => index) : []
  for (const rule of selection.rules) {
    const named = columnsOfRule(rule, schema)
    selected = rule.action === 'include' ? [...selected, ...named] : selected.filter((index) => !named.includes(index))
  }
  if (!keepsOrderAndDuplicates) selected = [...new Set(selected)].sort((a, b) => a - b)
  if (selected.length === 0) throw new AppError('NoColumnsSelected', { columnSet })
  return selected
}

function columnsOfRule(rule: ColumnRule, schema: TableSchema): number[] {
  switch (rule.by) {
    case 'names':
      return rule.names.map((name) => {
        const index = schema.findIndex((column) => column.name === name)
        if (index < 0) throw new AppError('ColumnNotFound', { column: name })
        return index
      })
    case 'indexes':
      return parseIndexRanges(rule.indexes, schema.length)
    case 'type': {
      const { kind } = rule
      const hasType = typeFilters[rule.type]
      return schema.flatMap((column, index) =>
        hasType(column) && (kind === 'all' || column.roles.includes(kind)) ? [index] : [],
      )
    }
  }
}
