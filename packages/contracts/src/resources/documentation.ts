import * as z from 'zod'

/** A page in Markdown, shown by any number of wikis. @see reference: API Management, 1.11 */
export const documentationProperties = z.object({
  title: z.string().min(1),
  content: z.string().default(''),
})
export type DocumentationProperties = z.infer<typeof documentationProperties>

/** Which pages belong to an API or a product, in their order. @see reference: API Management, 1.11 */
export const wikiProperties = z.object({
  documents: z.array(z.object({ documentationId: z.string().min(1) })).default([]),
})
export type WikiProperties = z.infer<typeof wikiProperties>
