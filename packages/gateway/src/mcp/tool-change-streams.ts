import { BackendAnswer } from '../backends/backend-answer.ts'
import type { GatewayCall } from '../calls/gateway-call.ts'
import type { CompiledApi, CompiledService } from '../snapshot/gateway-snapshot.ts'
import type { McpMeeting } from './mcp-meeting.ts'
import { type ListedTool, listTools } from './tool-list.ts'

/** Streams that clients hold open to hear that the tools of a server are others now. */
export interface ToolChangeStreams {
  /** @returns false when there can be no more of them; the call is not answered then */
  open(call: GatewayCall, meeting: McpMeeting): boolean
  /** Tells those whose tools are others in this snapshot than they were. */
  tell(services: ReadonlyMap<string, CompiledService>): void
  /** Ends all of them. */
  close(): void
  /** That are open. */
  readonly count: number
}

/** Of one worker. A client that finds none asks again when it wants to know. */
const maxStreams = 1_000
/** What is between a client and the gateway takes a connection that says nothing for longer for dead. */
const keepAliveMs = 25_000

interface Stream {
  readonly service: string
  readonly server: string
  readonly answer: BackendAnswer
  tools: readonly ListedTool[]
}

const encoder = new TextEncoder()
/** A comment, which clients pass over. */
const comment = encoder.encode(': open\n\n')
const changed = encoder.encode(
  `event: message\ndata: ${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/tools/list_changed' })}\n\n`,
)

/** @see https://modelcontextprotocol.io/specification/2025-11-25/server/tools#list-changed-notification */
export function createToolChangeStreams(): ToolChangeStreams {
  const streams = new Set<Stream>()
  let keepingAlive: NodeJS.Timeout | undefined

  function drop(stream: Stream): void {
    streams.delete(stream)
    if (streams.size > 0) return
    clearInterval(keepingAlive)
    keepingAlive = undefined
  }

  function end(stream: Stream): void {
    drop(stream)
    stream.answer.onEnd()
  }

  return {
    get count() {
      return streams.size
    },
    open(call, { service, server }) {
      if (streams.size >= maxStreams || service.apiByName.get(server.name) !== server) return false
      const answer = new BackendAnswer()
      const stream = { service: service.name, server: server.name, answer, tools: listTools(server, service) }
      answer.flow = { pause() {}, resume() {}, cancel: () => drop(stream) }
      call.call.onAbort(() => drop(stream))
      streams.add(stream)
      keepingAlive ??= setInterval(() => {
        for (const { answer: one } of streams) one.onData(comment)
      }, keepAliveMs).unref()
      const headers = ['Content-Type', 'text/event-stream', 'Cache-Control', 'no-cache, no-transform']
      call.response.receive({ status: 200, headers }, answer)
      // The head goes out with the first piece, and clients wait for it.
      answer.onData(comment)
      return true
    },
    tell(services) {
      const listed = new Map<CompiledApi, readonly ListedTool[]>()
      for (const stream of [...streams]) {
        const service = services.get(stream.service)
        const server = service?.apiByName.get(stream.server)
        if (service === undefined || server?.mcp === undefined || server.mcp.source.kind === 'server') {
          end(stream)
          continue
        }
        const tools = listed.get(server) ?? listTools(server, service)
        listed.set(server, tools)
        if (areSame(stream.tools, tools)) continue
        stream.tools = tools
        stream.answer.onData(changed)
      }
    },
    close() {
      for (const stream of [...streams]) end(stream)
    },
  }
}

/** What a client is shown of a tool is made of these parts; those that no change touched are the same objects. */
const areSame = (before: readonly ListedTool[], after: readonly ListedTool[]): boolean =>
  before.length === after.length &&
  before.every((tool, at) => {
    const other = after[at]
    return (
      other !== undefined &&
      tool.name === other.name &&
      tool.title === other.title &&
      tool.description === other.description &&
      tool.operation.matched === other.operation.matched &&
      tool.api.schemas === other.api.schemas
    )
  })
