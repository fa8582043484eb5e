import * as z from 'zod'
import { columnRoles, columnTypes } from './column-schema.ts'

/** Formats that a table is read from. */
export const readFormats = ['csv', 'tsv', 'arff', 'json-lines', 'parquet', 'plain-text'] as const
export type ReadFormat = (typeof readFormats)[number]

export const textEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const

/** Formats that a table is written in. */
export const writeFormats = ['csv', 'tsv', 'arff', 'json-lines', 'parquet'] as const
export type WriteFormat = (typeof writeFormats)[number]

/** What is wanted of a column in place of what was guessed. */
export const columnWish = z.strictObject({
  name: z.string().min(1).max(1000).optional(),
  type: z.enum(columnTypes).optional(),
  isCategorical: z.boolean().optional(),
  roles: z.array(z.enum(columnRoles)).optional(),
})
export type ColumnWish = Readonly<z.infer<typeof columnWish>>

/** How a file is read; what is absent is guessed. */
export const readOptions = z.strictObject({
  format: z.enum(readFormats).optional(),
  hasHeader: z.boolean().optional(),
  delimiter: z.string().length(1).optional(),
  quote: z.string().length(1).optional(),
  encoding: z.enum(textEncodings).optional(),
  /** One per column of the file, in its order; an empty object leaves the guess. */
  columns: z.array(columnWish).max(100_000).optional(),
})
export type ReadOptions = Readonly<z.infer<typeof readOptions>>
