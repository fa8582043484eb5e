import * as z from 'zod'

/** @see reference: API Management, 1.10 */
export const cacheProperties = z.object({
  description: z.string().max(2000).nullable().optional(),
  connectionString: z.string().min(1).max(300).optional(),
  useFromLocation: z.string().min(1).max(256),
  resourceId: z.string().max(2000).nullable().optional(),
})
export type CacheProperties = z.infer<typeof cacheProperties>
