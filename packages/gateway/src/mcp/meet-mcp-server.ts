import type { GatewayCall } from '../calls/gateway-call.ts'
import type { CompiledApi, CompiledService } from '../snapshot/gateway-snapshot.ts'
import { nameInReference } from '../snapshot/resource-path.ts'

/** What answers for an MCP server: the server that it stands for, or the gateway itself with its tools. */
export function meetMcpServer(context: GatewayCall, service: CompiledService, server: CompiledApi): void {
  const { mcp, matched } = server
  if (mcp?.source.kind !== 'server') {
    context.mcp = { service, server, productName: context.product?.id }
    return
  }
  if (mcp.passedOnPath !== undefined) context.request.path = mcp.passedOnPath
  const backendName = nameInReference(matched.properties.backendId)
  if (backendName !== undefined) context.request.backend = service.backendByName.get(backendName)
}
