import * as z from 'zod'

/** @see reference: API Management, 1.13 */
export const openidConnectProviderProperties = z.object({
  displayName: z.string().min(1).max(50),
  description: z.string().nullable().optional(),
  metadataEndpoint: z.url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' }),
  clientId: z.string().min(1),
  clientSecret: z.string().optional(),
  useInTestConsole: z.boolean().default(true),
  useInApiDocumentation: z.boolean().default(false),
})
export type OpenidConnectProviderProperties = z.infer<typeof openidConnectProviderProperties>
