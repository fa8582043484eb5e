import * as z from 'zod'

/** @see reference: API Management, 1.2 */
export const serviceProperties = z.strictObject({
  publisherEmail: z.string().min(1).max(100),
  publisherName: z.string().min(1).max(100),
})
export type ServiceProperties = z.infer<typeof serviceProperties>
