import type { ColumnSchema, ColumnType } from '@sluice/contracts'

/** A text in SQL. */
export const toSqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`
/** A name in SQL. */
export const toSqlName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** How a stored column is shown to SQL: times as what they mean, all else as it is. */
export function toReadable(name: string, type: ColumnType): string {
  const stored = toSqlName(name)
  const microseconds = `TRY_CAST(round(${stored} * 1000) AS BIGINT)`
  switch (type) {
    case 'DateTime':
      return `make_timestamp(${microseconds}) AS ${stored}`
    case 'DateTimeOffset':
      // The session's time zone is UTC.
      return `CAST(make_timestamp(${microseconds}) AS TIMESTAMPTZ) AS ${stored}`
    case 'TimeSpan':
      return `to_microseconds(${microseconds}) AS ${stored}`
    default:
      return stored
  }
}

const simpleTypes: Readonly<Record<string, ColumnType>> = {
  BOOLEAN: 'Boolean',
  TINYINT: 'Int16',
  UTINYINT: 'Byte',
  SMALLINT: 'Int16',
  USMALLINT: 'Int32',
  INTEGER: 'Int32',
  UINTEGER: 'Int64',
  BIGINT: 'Int64',
  // What sums of whole numbers are; 64 bits need not hold them.
  UBIGINT: 'Double',
  HUGEINT: 'Double',
  UHUGEINT: 'Double',
  BIGNUM: 'Double',
  FLOAT: 'Single',
  DOUBLE: 'Double',
  DATE: 'DateTime',
  TIMESTAMP: 'DateTime',
  TIMESTAMP_S: 'DateTime',
  TIMESTAMP_MS: 'DateTime',
  TIMESTAMP_NS: 'DateTime',
  'TIMESTAMP WITH TIME ZONE': 'DateTimeOffset',
  TIME: 'TimeSpan',
  TIME_NS: 'TimeSpan',
  INTERVAL: 'TimeSpan',
}

/** The type of ours that holds values of a type of DuckDB's, by its name in SQL; what nothing else holds is a text. */
export function fromSqlType(sqlType: string): ColumnType {
  if (/^DECIMAL\(/.test(sqlType)) return isNested(sqlType) ? 'String' : 'Double'
  return simpleTypes[sqlType] ?? 'String'
}

const isNested = (sqlType: string) => /[[\]]$|^(STRUCT|MAP|UNION)\(/.test(sqlType)

const castTypes: { readonly [Type in Exclude<ColumnType, 'DateTime' | 'DateTimeOffset' | 'TimeSpan'>]: string } = {
  String: 'VARCHAR',
  Double: 'DOUBLE',
  Single: 'FLOAT',
  Int32: 'INTEGER',
  Int64: 'BIGINT',
  Int16: 'SMALLINT',
  Byte: 'UTINYINT',
  Boolean: 'BOOLEAN',
}

/** What makes of an expression of a type of DuckDB's the stored form of a type of ours. */
export function toStored(expression: string, sqlType: string, { type }: Pick<ColumnSchema, 'type'>): string {
  switch (type) {
    case 'DateTime':
    case 'DateTimeOffset':
      return toMilliseconds(expression, sqlType, 'TIMESTAMP')
    case 'TimeSpan':
      return toMilliseconds(expression, sqlType, 'INTERVAL')
    case 'String':
      return isNested(sqlType) ? `CAST(to_json(${expression}) AS VARCHAR)` : `CAST(${expression} AS VARCHAR)`
    default:
      return `CAST(${expression} AS ${castTypes[type]})`
  }
}

function toMilliseconds(expression: string, sqlType: string, meant: 'TIMESTAMP' | 'INTERVAL'): string {
  const ours = simpleTypes[sqlType]
  if (ours !== undefined && !['DateTime', 'DateTimeOffset', 'TimeSpan'].includes(ours)) {
    return `CAST(${expression} AS DOUBLE)`
  }
  if (sqlType === 'TIMESTAMP_NS') return `CAST(epoch_ns(${expression}) AS DOUBLE) / 1e6`
  const timed = ours === undefined || sqlType === 'DATE' ? `CAST(${expression} AS ${meant})` : expression
  const milliseconds = `CAST(epoch_us(${timed}) AS DOUBLE) / 1000`
  // DuckDB has times without an end, which no column of ours holds.
  return ours === 'DateTime' || ours === 'DateTimeOffset'
    ? `CASE WHEN isfinite(${timed}) THEN ${milliseconds} END`
    : milliseconds
}
