import * as z from 'zod'

/** @see reference: API Management, 1.11 */
export const globalSchemaProperties = z.object({
  schemaType: z.enum(['json', 'xml']),
  description: z.string().nullable().optional(),
  /** Of an XML schema: its text. Of a JSON schema: the schema, as text or as it is. */
  value: z.unknown().optional(),
  /** Of a JSON schema. */
  document: z.record(z.string(), z.unknown()).nullable().optional(),
})
export type GlobalSchemaProperties = z.infer<typeof globalSchemaProperties>
