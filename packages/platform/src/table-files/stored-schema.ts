import { createHash } from 'node:crypto'
import { type ColumnSchema, type ColumnType, columnSchema, type TableSchema } from '@sluice/contracts'
import { schemaOf, type TablePart } from '@sluice/dataflow'
import * as z from 'zod'
import type { ParquetColumn } from './parquet/file-metadata.ts'

/** Under which name the metadata of a file hold what Parquet does not know of our columns. */
export const schemaKey = 'sluice.table'

/** How the columns of a table lie in a file: each by itself, or many sparse ones in one column of bytes. */
const storedPart = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('column'), schema: columnSchema }),
  z.strictObject({ kind: z.literal('sparse'), schema: z.array(columnSchema) }),
])
const storedSchema = z.strictObject({ version: z.literal(1), parts: z.array(storedPart) })
export type StoredPart = z.infer<typeof storedPart>

export const widthOfPart = (part: StoredPart): number => (part.kind === 'column' ? 1 : part.schema.length)

export const schemaOfParts = (parts: readonly StoredPart[]): ColumnSchema[] =>
  parts.flatMap((part) => (part.kind === 'column' ? [part.schema] : part.schema))

/** The parts that a table of these parts is stored in. */
export const toStoredParts = (parts: readonly TablePart[]): StoredPart[] =>
  parts.map((part) =>
    part.kind === 'column'
      ? { kind: 'column', schema: plain(schemaOf(part)[0] as ColumnSchema) }
      : { kind: 'sparse', schema: part.schema.map(plain) },
  )

/** The parts of a table whose columns all stand by themselves. */
export const columnParts = (schema: TableSchema): StoredPart[] =>
  schema.map((column) => ({ kind: 'column', schema: plain(column) }))

const plain = ({ name, type, isCategorical, roles }: ColumnSchema): ColumnSchema => ({
  name,
  type,
  isCategorical,
  roles: [...roles],
})

/**
 * Names of the parts in the file and in SQL: those of their columns; `A_1` where `a` is taken, since SQL takes the two
 * for one. Sparse columns are together called `sparse` and a hash of their schema, the same in every file.
 */
export function toStoredNames(parts: readonly StoredPart[]): string[] {
  const taken = new Set<string>()
  return parts.map((part) => {
    const wanted = part.kind === 'column' ? part.schema.name : sparseName(part.schema)
    let name = wanted
    for (let attempt = 1; taken.has(name.toLowerCase()); attempt += 1) name = `${wanted}_${attempt}`
    taken.add(name.toLowerCase())
    return name
  })
}

export const sparseName = (schema: TableSchema): string =>
  `sparse ${createHash('sha256')
    .update(JSON.stringify(schema.map(plain)))
    .digest('hex')
    .slice(0, 12)}`

/** Times are numbers of milliseconds, as in a table: Parquet's own would lose what is finer than a microsecond. */
const physicalTypes: { readonly [Type in ColumnType]: Pick<ParquetColumn, 'type' | 'convertedType'> } = {
  String: { type: 'BYTE_ARRAY', convertedType: 'UTF8' },
  Double: { type: 'DOUBLE' },
  Single: { type: 'FLOAT' },
  Int32: { type: 'INT32' },
  Int64: { type: 'INT64' },
  Int16: { type: 'INT32', convertedType: 'INT_16' },
  Byte: { type: 'INT32', convertedType: 'UINT_8' },
  Boolean: { type: 'BOOLEAN' },
  DateTime: { type: 'DOUBLE' },
  DateTimeOffset: { type: 'DOUBLE' },
  TimeSpan: { type: 'DOUBLE' },
}

export function toParquetColumns(parts: readonly StoredPart[]): ParquetColumn[] {
  const names = toStoredNames(parts)
  return parts.map((part, index) => {
    const name = names[index] as string
    return part.kind === 'column'
      ? { name, ...physicalTypes[part.schema.type], isOptional: true }
      : { name, type: 'BYTE_ARRAY', isOptional: false }
  })
}

export const toStoredText = (parts: readonly StoredPart[]): string => JSON.stringify({ version: 1, parts })

/** @returns undefined when the text is none of ours */
export function parseStoredText(text: string | undefined): readonly StoredPart[] | undefined {
  if (text === undefined) return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // Whoever wrote it, it is no table of this program, which is what the caller asks.
    return undefined
  }
  return storedSchema.safeParse(value).data?.parts
}
