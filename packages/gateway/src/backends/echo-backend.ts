import type { GatewayCall } from '../calls/gateway-call.ts'
import { withoutHeader } from '../calls/hop-headers.ts'
import { toBackendHeaders } from './backend-headers.ts'
import { type BackendMember, withCredentials } from './backend-member.ts'

/** What was said about the request would mean something else about an answer, or is the server's own to say. */
const notEchoed = ['date', 'server', 'set-cookie', 'location', 'host']

/**
 * The service behind the Echo API of a new instance: answers any request with the headers and the body that would
 * have reached a backend.
 * @see reference: API Management, 1.15
 */
export async function answerAsEcho(call: GatewayCall, member?: BackendMember): Promise<void> {
  const { request, response } = call
  const body = await request.readBody()
  const sent = toBackendHeaders(withCredentials(request.headerArray, member), call.call, request.isHostChosen)
  const headers = notEchoed.reduce<readonly string[]>(withoutHeader, sent)
  response.replace({ status: 200, headers }, body)
}
