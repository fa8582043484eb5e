import * as z from 'zod'

/** Types of a column, by their .NET names. A Guid is read as String. */
export const columnTypes = [
  'String',
  'Double',
  'Single',
  'Int32',
  'Int64',
  'Int16',
  'Byte',
  'Boolean',
  'DateTime',
  'DateTimeOffset',
  'TimeSpan',
] as const
export type ColumnType = (typeof columnTypes)[number]

/** What a column is for; a column is a feature unless it was said to be something else. */
export const columnRoles = ['feature', 'label', 'weight', 'score'] as const
export type ColumnRole = (typeof columnRoles)[number]

/** @see reference: AzureML, 4.2 */
export const columnSchema = z.strictObject({
  name: z.string().min(1),
  type: z.enum(columnTypes),
  isCategorical: z.boolean().default(false),
  roles: z.array(z.enum(columnRoles)).default(['feature']),
})
export type ColumnSchema = Readonly<z.infer<typeof columnSchema>>

/** Columns of a table, in order; no name stands twice. */
export const tableSchema = z.array(columnSchema).superRefine((columns, context) => {
  const seen = new Set<string>()
  for (const [index, { name }] of columns.entries()) {
    if (seen.has(name)) context.addIssue({ code: 'custom', path: [index, 'name'], message: `'${name}' stands twice` })
    seen.add(name)
  }
})
export type TableSchema = readonly ColumnSchema[]
