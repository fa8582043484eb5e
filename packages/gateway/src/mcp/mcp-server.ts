import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js'
import type { ToolResult } from './tool-result.ts'

/** What a server says and does, whatever protocol it is asked by. */
export interface McpServerParts {
  readonly name: string
  readonly title: string
  readonly version: string
  readonly instructions: string | undefined
  list(): readonly Tool[]
  /** @returns undefined when there is no such tool */
  call(name: string, args: Readonly<Record<string, unknown>>): Promise<ToolResult> | undefined
}

/**
 * Answers one message. Every message has a server of its own: none of them knows of another, so that any worker of any
 * gateway can take it.
 * @param isStreamed whether the answer comes as events
 */
export async function answerMessage(
  request: Request,
  message: unknown,
  parts: McpServerParts,
  { isStreamed }: { readonly isStreamed: boolean },
): Promise<{ readonly response: Response; close(): Promise<void> }> {
  const { name, title, version, instructions } = parts
  const server = new Server(
    { name, title, version },
    {
      capabilities: { tools: { listChanged: true } },
      jsonSchemaValidator: noValidator,
      ...(instructions === undefined ? {} : { instructions }),
    },
  )
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [...parts.list()] }))
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const result = await parts.call(params.name, params.arguments ?? {})
    if (result === undefined) throw new McpError(ErrorCode.InvalidParams, `There is no tool '${params.name}'.`)
    return result as CallToolResult
  })
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: !isStreamed })
  await server.connect(transport as Parameters<typeof server.connect>[0])
  const response = await transport.handleRequest(request, { parsedBody: message })
  return { response, close: () => server.close() }
}

/** For answers of people that a server may ask for; this one never asks, and the standard one costs time to make. */
const noValidator = {
  getValidator: () => {
    throw new Error('This server asks its clients nothing.')
  },
}
