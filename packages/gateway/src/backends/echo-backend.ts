import type { GatewayCall } from '../calls/gateway-call.ts'
import { withoutHeader } from '../calls/hop-headers.ts'
import type { ForwardOptions } from '../pipeline/policy-services.ts'
import { type BackendAddress, joinTarget } from './backend-address.ts'
import { toBackendHeaders } from './backend-headers.ts'
import { type BackendMember, withCredentials } from './backend-member.ts'

/** What was said about the request would mean something else about an answer, or is the server's own to say. */
const notEchoed = ['date', 'server', 'set-cookie', 'location', 'host']

/**
 * The service behind the Echo API of a new instance: answers any request with the headers and the body that would
 * have reached a backend.
 * @see reference: API Management, 1.15
 */
export async function answerAsEcho(
  call: GatewayCall,
  address: BackendAddress,
  { headTimeoutMs, onSending }: ForwardOptions,
  member?: BackendMember,
): Promise<void> {
  const { request, response } = call
  const body = await request.readBody()
  const sent = toBackendHeaders(withCredentials(request.headerArray, member), call.call, request.isHostChosen)
  const { origin } = address
  const target = joinTarget(address, request.path, request.query)
  const made = { origin, method: request.method, target, headers: sent, body, headTimeoutMs }
  onSending?.(made, member)
  call.beginBackend(made)
  const headers = notEchoed.reduce<readonly string[]>(withoutHeader, sent)
  const head = { status: 200, headers }
  response.replace(head, body)
  call.backendHead = head
  call.endBackend()
}
