import * as z from 'zod'
import { tableSchema } from './column-schema.ts'
import { machineLearningId } from './identifiers.ts'

/** A cell of a stored table: text, number, boolean or null for missing; the schema gives the type. */
export const storedCell = z.union([z.string(), z.number(), z.boolean(), z.null()])
export type StoredCell = z.infer<typeof storedCell>

/** Document `/workspaces/{workspace}/datasets/{id}`. */
export const datasetDocument = z.strictObject({
  id: machineLearningId,
  name: z.string().min(1).max(260),
  description: z.string().max(4000).default(''),
  createdAt: z.string(),
  schema: tableSchema,
  /** Small tables stand in the document itself, row by row. */
  content: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('inline'), rows: z.array(z.array(storedCell)) }),
  ]),
})
export type DatasetDocument = Readonly<z.infer<typeof datasetDocument>>
