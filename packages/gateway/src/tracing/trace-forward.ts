import type { ClientRequest } from '@sluice/platform'
import type { PlacedStatement } from '@sluice/policy-language'
import type { BackendMember } from '../backends/backend-member.ts'
import type { ForwardOptions } from '../pipeline/policy-services.ts'
import { toExcerpt, toHeaders } from './call-picture.ts'
import type { CallRecorder } from './call-recorder.ts'
import { BodyExcerpt } from './excerpt.ts'

/** Writes down what goes to the backend, as it goes out, and the head of its answer. */
export async function traceForward(
  recorder: CallRecorder,
  placed: PlacedStatement,
  options: ForwardOptions,
  forward: (options: ForwardOptions) => Promise<void>,
): Promise<void> {
  const { masks, context } = recorder
  await forward({
    ...options,
    onSending(request, member) {
      masks.learnMember(member)
      masks.learnHeaders(request.headers)
      const url = `${request.origin}${request.target}`
      recorder.backendUrl = url
      const body = bodyOf(request, recorder)
      const data = {
        message: `Request is being forwarded to the backend service. Timeout set to ${options.headTimeoutMs / 1000} seconds`,
        request: { method: request.method, url, headers: toHeaders(request.headers), body },
        ...describeMember(request, member),
      }
      // A redirect that is followed, or another try of the same statement, has an entry of its own.
      const entry = recorder.entryOf(placed)
      if (entry === undefined || entry.data.request !== undefined) recorder.addTo(placed, data)
      else Object.assign(entry.data, data)
    },
  })
  const sentBy = recorder.entryOf(placed)
  if (sentBy !== undefined) sentBy.isResponseTold = true
  const { response } = context
  const fields = response.headers.toArray()
  masks.learnHeaders(fields)
  recorder.addTo(placed, {
    response: {
      status: { code: response.status, reason: response.reason ?? '' },
      headers: toHeaders(fields),
      body: response.body.kind === 'stream' ? recorder.responseFlow : toExcerpt(response.body),
    },
  })
}

/** What still flows is known when the call is over. */
function bodyOf({ body }: ClientRequest, recorder: CallRecorder): unknown {
  if (body === undefined) return undefined
  if (body instanceof Uint8Array) return BodyExcerpt.of(body, body.length)
  return recorder.requestFlow
}

function describeMember(request: ClientRequest, member: BackendMember | undefined) {
  return {
    ...(request.connectTo === undefined ? {} : { connectedTo: request.connectTo }),
    ...(member === undefined ? {} : { backend: member.url }),
  }
}
