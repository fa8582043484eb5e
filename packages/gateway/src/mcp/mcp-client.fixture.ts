import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { TestGateway } from '../gateway.fixture.ts'

/** The official client in front of a gateway without sockets. */
export async function connectMcpClient(
  gateway: TestGateway,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' })
  const transport = new StreamableHTTPClientTransport(new URL(`http://localhost${path}`), {
    requestInit: { headers },
    fetch: (url, init) => sendToGateway(gateway, new Request(url, init)),
  })
  await client.connect(transport as Parameters<Client['connect']>[0])
  return client
}

export async function sendToGateway(gateway: TestGateway, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const body = new Uint8Array(await request.arrayBuffer())
  const {
    status,
    headers,
    body: answered,
  } = await gateway.send({
    method: request.method,
    target: `${pathname}${search}`,
    headers: ['Host', 'localhost', ...[...request.headers].flat()],
    ...(body.length === 0 ? {} : { body }),
  })
  const fields = new Headers()
  for (let at = 0; at < headers.length; at += 2) fields.append(headers[at] ?? '', headers[at + 1] ?? '')
  return new Response(status === 202 || status === 204 ? null : new Uint8Array(answered), { status, headers: fields })
}
