import * as z from 'zod'

/**
 * A tool of an MCP server: an operation of an API under a name and a description that a language model reads.
 * @see https://learn.microsoft.com/azure/api-management/manage-mcp-servers-rest-api#add-or-update-a-tool
 */
export const toolProperties = z.object({
  displayName: z.string().min(1).max(300),
  /** Default: what the operation says of itself. */
  description: z.string().max(4000).nullable().optional(),
  /** `/apis/{apiId}/operations/{operationId}`, or the operation's full identifier. */
  operationId: z.string().min(1),
})
export type ToolProperties = z.infer<typeof toolProperties>

/** What clients take as the name of a tool. @see https://modelcontextprotocol.io/specification/2025-11-25/server/tools */
const toolName = /^[A-Za-z0-9_.-]{1,128}$/

/** The name by which clients call a tool: its display name where that can be one, else the name of the resource. */
export const toolNameOf = (resourceName: string, displayName: string): string =>
  toolName.test(displayName) ? displayName : resourceName

/** Text as the name of a tool: signs that a name cannot have become underscores, and what is too long is cut. */
export const toToolName = (text: string): string =>
  text
    .replaceAll(/[^A-Za-z0-9_.-]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 64) || 'tool'

const endpoint = z.object({
  /** `message` is where messages are posted; `sse` is the stream of the older transport. */
  name: z.enum(['message', 'sse']),
  uriTemplate: z
    .string()
    .max(400)
    .regex(/^\/[^\s?#{}*]*$/, 'must begin with / and hold none of ? # { } *'),
})

/** Earlier versions of the management API have one endpoint by name where later ones have a list. */
const endpoints = z.preprocess((sent) => {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return sent
  return Object.entries(sent).map(([name, value]) => ({ name: name === 'mcp' ? 'message' : name, ...value }))
}, z.array(endpoint))

/**
 * What an MCP server is made of, where that is not a list of tools: another MCP server that calls pass on to, or a
 * product, each of whose operations is a tool.
 * @see https://learn.microsoft.com/azure/api-management/manage-mcp-servers-rest-api#create-a-passthrough-mcp-server
 */
export const mcpProperties = z.object({
  transportType: z.enum(['streamable', 'sse']).optional(),
  endpoints: endpoints.nullable().optional(),
  /** Ours: `/products/{productId}`. */
  productId: z.string().nullable().optional(),
})
export type McpProperties = z.infer<typeof mcpProperties>

/** Where the tools of an MCP server come from. */
export type McpSource =
  | { readonly kind: 'tools' }
  | { readonly kind: 'product'; readonly productId: string }
  /** Another MCP server: calls go on to it as they are. */
  | { readonly kind: 'server' }

/** Told by the properties of an API of the type `mcp`. */
export function mcpSourceOf(api: {
  readonly serviceUrl?: string | null | undefined
  readonly backendId?: string | null | undefined
  readonly mcpProperties?: McpProperties | null | undefined
}): McpSource {
  const { productId, transportType, endpoints: listed } = api.mcpProperties ?? {}
  if (productId) return { kind: 'product', productId }
  const isPassedOn = (transportType !== undefined || Boolean(listed)) && Boolean(api.serviceUrl || api.backendId)
  return { kind: isPassedOn ? 'server' : 'tools' }
}
