import { BackendAnswer } from '../backends/backend-answer.ts'
import type { GatewayCall } from '../calls/gateway-call.ts'
import { originalUrlOf, urlText } from '../pipeline/call-urls.ts'
import { compileSchema } from '../schemas/compile-schema.ts'
import type { OperationCaller } from './call-operation.ts'
import type { McpMeeting } from './mcp-meeting.ts'
import type { McpServerParts } from './mcp-server.ts'
import { operationTool } from './operation-tool.ts'
import type { ToolChangeStreams } from './tool-change-streams.ts'
import { type ListedTool, listTools } from './tool-list.ts'
import { ArgumentFault, toToolRequest } from './tool-request.ts'
import { errorResult, type ToolResult, toToolResult } from './tool-result.ts'

/** Stands where a backend stands for other APIs: answers the messages of an MCP server's clients. */
export interface McpAnswers {
  /** The answer is in the call's response when it resolves; one that is streamed goes on. */
  answer(call: GatewayCall, meeting: McpMeeting): Promise<void>
}

/** What one message may hold. */
const maxMessageBytes = 4 * 1024 * 1024

/** @see https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#streamable-http */
export function createMcpAnswers(parts: {
  readonly caller: OperationCaller
  readonly streams: ToolChangeStreams
  readonly onFault: (error: unknown, call: GatewayCall) => void
}): McpAnswers {
  return {
    async answer(call, meeting) {
      if (!isFromAllowedOrigin(call))
        return refuse(call, 403, -32_000, 'The origin of the page may not call this server.')
      const isListening = call.request.method === 'GET' && takesEvents(call.request.headers.get('Accept'))
      if (isListening && parts.streams.open(call, meeting)) return
      if (call.request.method !== 'POST') {
        // There is no session to end.
        refuse(call, 405, -32_000, 'Method not allowed: messages are sent with POST.')
        call.response.headers.set('Allow', ['POST'])
        return
      }
      if ((call.call.body.length ?? 0) > maxMessageBytes) return refuse(call, 413, -32_000, tooLong)
      const body = await call.request.readBody()
      if (body.length > maxMessageBytes) return refuse(call, 413, -32_000, tooLong)
      const message = parseJson(body)
      if (message === undefined) return refuse(call, 400, -32_700, 'Parse error: the body is no JSON.')
      // One call of the server is one call for its limits, so that it may not hold many.
      if (Array.isArray(message)) return refuse(call, 400, -32_600, 'Invalid request: send messages one by one.')
      const headers = new Headers()
      for (const name of sentNames) {
        const value = call.request.headers.get(name)
        if (value !== undefined) headers.set(name, value)
      }
      const request = new Request(urlText(originalUrlOf(call)), { method: 'POST', headers })
      // Loaded with the first message that any server gets: most gateways serve none.
      const { answerMessage } = await import('./mcp-server.ts')
      const { response, close } = await answerMessage(request, message, serverOf(call, meeting), {
        isStreamed: prefersEvents(call.request.headers.get('Accept')),
      })
      await receive(call, response, close)
    },
  }

  function serverOf(call: GatewayCall, meeting: McpMeeting): McpServerParts {
    const { properties } = meeting.server.matched
    return {
      name: meeting.server.name,
      title: properties.displayName,
      version: properties.apiVersion || properties.apiRevision,
      instructions: properties.description || undefined,
      list() {
        try {
          return listTools(meeting.server, meeting.service).map(toShownTool)
        } catch (error) {
          // The protocol's own code would tell the client in whatever words it has.
          parts.onFault(error, call)
          throw new Error(`The tools cannot be listed. The log tells more under ${call.requestId}.`)
        }
      },
      call(name, args) {
        const tool = listTools(meeting.server, meeting.service).find((one) => one.name === name)
        return tool && callTool(call, meeting, tool, args)
      },
    }
  }

  async function callTool(
    call: GatewayCall,
    meeting: McpMeeting,
    listed: ListedTool,
    args: Readonly<Record<string, unknown>>,
  ): Promise<ToolResult> {
    const { api, operation } = listed
    const tool = operationTool(operation, api)
    // A model mends what it is told of, so what is wrong with its arguments is an answer like others.
    const faults = compileSchema(tool.inputSchema, '')(args)
    if (faults.length > 0) {
      const lines = faults.map(({ pointer, message }) => (pointer === '' ? message : `${pointer.slice(1)}: ${message}`))
      return errorResult(['The arguments do not fit the tool:', ...lines].join('\n'))
    }
    try {
      const request = toToolRequest(args, tool, operation, api)
      const made = await parts.caller.call(call, meeting, listed, request)
      const result = await toToolResult(made, tool)
      made.finish({ requestBytes: request.body?.length ?? 0, responseBytes: sizeOf(result) })
      return result
    } catch (error) {
      if (error instanceof ArgumentFault) return errorResult(`The arguments do not fit the tool:\n${error.message}`)
      parts.onFault(error, call)
      return errorResult(`The tool failed inside the gateway. The log tells more under ${call.requestId}.`)
    }
  }
}

const tooLong = `A message must not be longer than ${maxMessageBytes / 1024 / 1024} MiB.`

/** What the protocol reads of a request's head. */
const sentNames = ['Accept', 'Content-Type', 'Mcp-Protocol-Version', 'Mcp-Session-Id'] as const

function toShownTool({ name, title, description, api, operation }: ListedTool) {
  const { inputSchema, outputSchema, annotations } = operationTool(operation, api)
  return {
    name,
    title,
    description,
    inputSchema: inputSchema as typeof inputSchema & { readonly properties: Record<string, object> },
    ...(outputSchema === undefined
      ? {}
      : { outputSchema: outputSchema as typeof outputSchema & { readonly properties: Record<string, object> } }),
    annotations,
  }
}

/**
 * A page may call when a cors policy of the server lets its origin, or when it is a page of the gateway's own loopback
 * address. Any other page could have come here by a name that was made to point at this machine.
 */
function isFromAllowedOrigin(call: GatewayCall): boolean {
  const origin = call.call.header('origin')
  if (origin === undefined) return true
  const isAllowed = call.answerHeaders?.some(
    (field, at) => at % 2 === 0 && field.toLowerCase() === 'access-control-allow-origin',
  )
  if (isAllowed) return true
  const page = URL.parse(origin)
  const own = URL.parse(urlText({ ...originalUrlOf(call), path: '', query: '' }))
  return page !== null && page.origin === own?.origin && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(page.hostname)
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    // Whoever asked says that it is none.
    return undefined
  }
}

const takesEvents = (accept: string | undefined): boolean => accept?.includes('text/event-stream') ?? false

/** Clients must take both; the one that is named first is the one that they get. */
function prefersEvents(accept: string | undefined): boolean {
  const events = accept?.indexOf('text/event-stream') ?? -1
  const json = accept?.indexOf('application/json') ?? -1
  return events >= 0 && json >= 0 && events < json
}

const encoder = new TextEncoder()

function refuse(call: GatewayCall, status: number, code: number, message: string): void {
  const body = JSON.stringify({ jsonrpc: '2.0', error: { code, message }, id: null })
  call.response.replace({ status, headers: ['Content-Type', 'application/json'] }, encoder.encode(body))
  call.refusal = Object.freeze({ rule: 'mcp-server', reason: refusals[status] ?? 'MessageInvalid' })
}

const refusals: Readonly<Record<number, string>> = {
  403: 'OriginNotAllowed',
  405: 'MethodNotAllowed',
  413: 'RequestTooLarge',
}

async function receive(call: GatewayCall, response: Response, close: () => Promise<void>): Promise<void> {
  const headers: string[] = []
  response.headers.forEach((value, name) => {
    headers.push(name, value)
  })
  const head = { status: response.status, headers }
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true
  if (isStream && response.body !== null) {
    const answer = new BackendAnswer()
    call.response.receive(head, answer)
    pump(response.body, answer, call, close)
    return
  }
  const bytes = new Uint8Array(await response.arrayBuffer())
  await close()
  if (bytes.length === 0) call.response.replace(head)
  else call.response.replace(head, bytes)
}

/** Lets events go out as they come, until the last one or until the client is gone. */
function pump(
  body: ReadableStream<Uint8Array>,
  answer: BackendAnswer,
  call: GatewayCall,
  close: () => Promise<void>,
): void {
  const reader = body.getReader()
  const giveUp = () => {
    // What is given up has nobody left who could be told that giving it up failed.
    void reader.cancel().catch(() => undefined)
    void close()
  }
  answer.flow = { pause() {}, resume() {}, cancel: giveUp }
  call.call.onAbort(giveUp)
  const next = (): void => {
    reader.read().then(
      ({ done, value }) => {
        if (done) {
          answer.onEnd()
          void close()
          return
        }
        answer.onData(value)
        next()
      },
      (error: unknown) => answer.onError(error instanceof Error ? error : new Error(String(error))),
    )
  }
  next()
}

const sizeOf = ({ content }: ToolResult): number =>
  content.reduce((sum, part) => sum + (part.type === 'text' ? Buffer.byteLength(part.text) : 0), 0)
