import * as z from 'zod'

/** @see reference: API Management, 1.4 */
export const apiReleaseProperties = z.object({
  /** The revision that is made the current one: `/apis/echo-api;rev=2`. */
  apiId: z.string().min(1),
  /** For the change log that callers see. */
  notes: z.string().nullable().optional(),
})
export type ApiReleaseProperties = z.infer<typeof apiReleaseProperties>
