import * as z from 'zod'
import { mcpProperties } from './tool.ts'

export const apiProtocol = z.enum(['http', 'https', 'ws', 'wss'])

const authenticationSettings = z.object({
  oAuth2: z
    .object({ authorizationServerId: z.string().optional(), scope: z.string().optional() })
    .nullable()
    .optional(),
  openid: z
    .object({
      openidProviderId: z.string().optional(),
      bearerTokenSendingMethods: z.array(z.enum(['authorizationHeader', 'query'])).optional(),
    })
    .nullable()
    .optional(),
  oAuth2AuthenticationSettings: z.array(z.record(z.string(), z.unknown())).optional(),
  openidAuthenticationSettings: z.array(z.record(z.string(), z.unknown())).optional(),
})

const defaultKeyNames = { header: 'Ocp-Apim-Subscription-Key', query: 'subscription-key' }

/** @see reference: API Management, 1.3 */
export const apiProperties = z.object({
  displayName: z.string().min(1).max(300),
  path: z
    .string()
    .max(400)
    .refine((path) => !/[?#*{}\\\s]/.test(path), 'must not hold white space or any of ? # * { } \\')
    .refine((path) => !path.includes('://'), 'must be relative, without scheme and host')
    .refine((path) => !/(^|\/)\.{1,2}(\/|$)|[^/]\/\/+[^/]/.test(path), 'must not hold empty segments, . or ..')
    .describe('API URL suffix'),
  serviceUrl: z.string().max(2000).nullable().optional().describe('Web service URL'),
  protocols: z.array(apiProtocol).min(1).default(['https']),
  description: z.string().nullable().optional(),
  apiRevision: z.string().min(1).max(100).default('1'),
  apiRevisionDescription: z.string().max(256).nullable().optional(),
  isCurrent: z.boolean().default(true),
  /** Whether callers reach it; a revision may be taken offline. */
  isOnline: z.boolean().default(true),
  /** Set by the service. */
  createdDateTime: z.string().optional(),
  updatedDateTime: z.string().optional(),
  apiVersion: z.string().max(100).nullable().optional(),
  apiVersionDescription: z.string().max(256).nullable().optional(),
  apiVersionSetId: z.string().nullable().optional(),
  subscriptionRequired: z.boolean().default(true),
  subscriptionKeyParameterNames: z
    .object({
      header: z.string().min(1).default(defaultKeyNames.header),
      query: z.string().min(1).default(defaultKeyNames.query),
    })
    .nullable()
    .default(defaultKeyNames)
    .transform((names) => names ?? defaultKeyNames),
  type: z.enum(['http', 'soap', 'websocket', 'graphql', 'mcp']).default('http'),
  /** Of the type `mcp` only. */
  mcpProperties: mcpProperties.nullable().optional(),
  /** Of the type `mcp` only: the backend that is the MCP server which calls go on to. */
  backendId: z.string().max(200).nullable().optional(),
  authenticationSettings: authenticationSettings.nullable().optional(),
  termsOfServiceUrl: z.string().nullable().optional(),
  contact: z
    .object({
      name: z.string().nullable().optional(),
      url: z.string().nullable().optional(),
      email: z.string().nullable().optional(),
    })
    .nullable()
    .optional(),
  license: z
    .object({ name: z.string().nullable().optional(), url: z.string().nullable().optional() })
    .nullable()
    .optional(),
})
export type ApiProperties = z.infer<typeof apiProperties>
