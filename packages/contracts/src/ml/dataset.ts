import * as z from 'zod'
import { tableSchema } from './column-schema.ts'
import { machineLearningId } from './identifiers.ts'

/** A cell of a stored table: text, number, boolean or null for missing; the schema gives the type. */
export const storedCell = z.union([z.string(), z.number(), z.boolean(), z.null()])
export type StoredCell = z.infer<typeof storedCell>

/** Kinds of files by the names that clients of the compatible service know. @see reference: AzureML, 3.9 */
export const dataTypeIds = [
  'GenericCSV',
  'GenericCSVNoHeader',
  'GenericTSV',
  'GenericTSVNoHeader',
  'ARFF',
  'PlainText',
  'JSONLines',
  'Parquet',
] as const
export type DataTypeId = (typeof dataTypeIds)[number]

/** Where the rows of a dataset came from. */
export const datasetSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('upload'), fileName: z.string() }),
  z.strictObject({ kind: z.literal('address'), address: z.string() }),
  z.strictObject({ kind: z.literal('rows') }),
  z.strictObject({
    kind: z.literal('output'),
    experimentId: machineLearningId,
    runId: machineLearningId.optional(),
    node: z.string(),
    port: z.string(),
  }),
  z.strictObject({ kind: z.literal('sample') }),
])
export type DatasetSource = Readonly<z.infer<typeof datasetSource>>

/** Document `/workspaces/{workspace}/datasets/{id}`: one version of a dataset. */
export const datasetDocument = z.strictObject({
  id: machineLearningId,
  /** Shared by all versions; absent in documents of earlier programs: the dataset's own id. */
  familyId: machineLearningId.optional(),
  /** From 1. */
  version: z.int().min(1).default(1),
  name: z.string().min(1).max(260),
  description: z.string().max(4000).default(''),
  createdAt: z.string(),
  /** Who made it, as far as the token told. */
  owner: z.string().default(''),
  schema: tableSchema,
  content: z.discriminatedUnion('kind', [
    /** Small tables stand in the document itself, row by row. */
    z.strictObject({ kind: z.literal('inline'), rows: z.array(z.array(storedCell)) }),
    /** Others are a Parquet file in a folder of their own. */
    z.strictObject({
      kind: z.literal('file'),
      /** Key of the folder. */
      artifact: z.string().min(1),
      rowCount: z.int().min(0),
      /** Of the Parquet file. */
      byteCount: z.int().min(0),
    }),
  ]),
  source: datasetSource.optional(),
  /** The file that it was made of, kept as it came; absent when there is none. */
  original: z
    .strictObject({ dataTypeId: z.enum(dataTypeIds), fileName: z.string(), byteCount: z.int().min(0) })
    .optional(),
  /** Rows of the file that could not be read. */
  badRows: z.strictObject({ count: z.int().min(0), keptCount: z.int().min(0) }).optional(),
})
export type DatasetDocument = Readonly<z.infer<typeof datasetDocument>>
