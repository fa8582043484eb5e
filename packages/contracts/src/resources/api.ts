import * as z from 'zod'

export const apiProtocol = z.enum(['http', 'https', 'ws', 'wss'])

/** @see reference: API Management, 1.3 */
export const apiProperties = z.strictObject({
  displayName: z.string().min(1).max(300),
  path: z.string().max(400).describe('API URL suffix'),
  serviceUrl: z.string().max(2000).nullable().optional().describe('Web service URL'),
  protocols: z.array(apiProtocol).default(['https']),
  description: z.string().nullable().optional(),
  type: z.enum(['http', 'soap', 'websocket', 'graphql']).default('http'),
  subscriptionRequired: z.boolean().default(true),
  subscriptionKeyParameterNames: z
    .strictObject({ header: z.string().min(1), query: z.string().min(1) })
    .default({ header: 'Ocp-Apim-Subscription-Key', query: 'subscription-key' }),
  apiRevision: z.string().min(1).max(100).default('1'),
  isCurrent: z.boolean().default(true),
  apiVersion: z.string().max(100).nullable().optional(),
  apiVersionSetId: z.string().nullable().optional(),
})
export type ApiProperties = z.infer<typeof apiProperties>
