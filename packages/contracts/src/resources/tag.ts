import * as z from 'zod'

/** @see reference: API Management, 1.11 */
export const tagProperties = z.object({ displayName: z.string().min(1).max(160) })
export type TagProperties = z.infer<typeof tagProperties>

/** What a tag means for one API. @see reference: API Management, 1.11 */
export const tagDescriptionProperties = z.object({
  description: z.string().nullable().optional(),
  externalDocsUrl: z.string().max(2000).nullable().optional(),
  externalDocsDescription: z.string().nullable().optional(),
})
export type TagDescriptionProperties = z.infer<typeof tagDescriptionProperties>
