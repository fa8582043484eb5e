import type { CompiledApi, CompiledService } from '../snapshot/gateway-snapshot.ts'

/** A call that met an MCP server whose tools the gateway serves. */
export interface McpMeeting {
  readonly service: CompiledService
  readonly server: CompiledApi
  /** The product whose policies have run; undefined = none. */
  readonly productName: string | undefined
}
