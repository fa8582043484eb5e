import * as z from 'zod'

const address = z.url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' })

/** @see reference: API Management, 1.13 */
export const authorizationServerProperties = z.object({
  displayName: z.string().min(1).max(50),
  description: z.string().nullable().optional(),
  clientRegistrationEndpoint: address,
  authorizationEndpoint: address,
  grantTypes: z
    .array(
      z.enum([
        'authorizationCode',
        'authorizationCodeWithPkce',
        'implicit',
        'resourceOwnerPassword',
        'clientCredentials',
      ]),
    )
    .min(1),
  clientId: z.string().min(1),
  clientSecret: z.string().optional(),
  tokenEndpoint: address.nullable().optional(),
  authorizationMethods: z
    .array(z.enum(['HEAD', 'OPTIONS', 'TRACE', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE']))
    .default(['GET']),
  clientAuthenticationMethod: z.array(z.enum(['Basic', 'Body'])).default(['Body']),
  tokenBodyParameters: z.array(z.object({ name: z.string().min(1), value: z.string() })).default([]),
  supportState: z.boolean().default(false),
  defaultScope: z.string().nullable().optional(),
  bearerTokenSendingMethods: z.array(z.enum(['authorizationHeader', 'query'])).default(['authorizationHeader']),
  resourceOwnerUsername: z.string().nullable().optional(),
  resourceOwnerPassword: z.string().optional(),
  useInTestConsole: z.boolean().default(true),
  useInApiDocumentation: z.boolean().default(false),
})
export type AuthorizationServerProperties = z.infer<typeof authorizationServerProperties>
