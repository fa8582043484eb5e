import { type ColumnSchema, columnSchema, type TableSchema } from '@sluice/contracts'
import { schemaOf, type Table } from '@sluice/dataflow'
import * as z from 'zod'

/** Under which name the metadata of a file hold what Parquet does not know of our columns. */
export const schemaKey = 'sluice.table'

/** How the columns of a table lie in a file: each by itself, or many sparse ones in one column of bytes. */
const storedPart = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('column'), schema: columnSchema }),
  z.strictObject({ kind: z.literal('sparse'), name: z.string(), schema: z.array(columnSchema) }),
])
const storedSchema = z.strictObject({ version: z.literal(1), parts: z.array(storedPart) })
export type StoredPart = z.infer<typeof storedPart>
export type StoredSchema = z.infer<typeof storedSchema>

/** Name of the column in the file. */
export const storedNameOf = (part: StoredPart): string => (part.kind === 'column' ? part.schema.name : part.name)

export const schemaOfParts = (parts: readonly StoredPart[]): ColumnSchema[] =>
  parts.flatMap((part) => (part.kind === 'column' ? [part.schema] : part.schema))

/** The parts that tables like this one are stored in. */
export function storedPartsOf(table: Table): StoredPart[] {
  const taken = new Set(table.schema.map(({ name }) => name))
  let sparseCount = 0
  return table.parts.map((part) => {
    if (part.kind === 'column') return { kind: 'column', schema: plain(schemaOf(part)[0] as ColumnSchema) }
    let name = ''
    do {
      sparseCount += 1
      name = `sparse ${sparseCount}`
    } while (taken.has(name))
    return { kind: 'sparse', name, schema: part.schema.map(plain) }
  })
}

/** The parts of a table whose columns all stand by themselves. */
export const columnParts = (schema: TableSchema): StoredPart[] =>
  schema.map((column) => ({ kind: 'column', schema: plain(column) }))

const plain = ({ name, type, isCategorical, roles }: ColumnSchema): ColumnSchema => ({
  name,
  type,
  isCategorical,
  roles: [...roles],
})

export const toStoredText = (parts: readonly StoredPart[]): string => JSON.stringify({ version: 1, parts })

/** @returns undefined when the text is none of ours */
export function parseStoredText(text: string | undefined): StoredSchema | undefined {
  if (text === undefined) return undefined
  try {
    return storedSchema.parse(JSON.parse(text))
  } catch {
    // Whoever wrote it, it is no table of this program, which is what the caller asks.
    return undefined
  }
}
