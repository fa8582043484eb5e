import type { BodySink } from '@sluice/platform'
import type { BackendAnswer } from '../backends/backend-answer.ts'
import type { GatewayCall } from './gateway-call.ts'
import { withoutHeader } from './hop-headers.ts'

/** Bytes out: whole where all of it is here, otherwise piece by piece as fast as the client takes it. */
export function sendAnswer(call: GatewayCall): void {
  const { response } = call
  call.isGone = call.isAborted
  const { body, status, reason } = response
  const fields = response.headerArray
  const flowing = response.flowing
  if (flowing === undefined) {
    const bytes = body.kind === 'bytes' ? body.bytes : undefined
    // The length was that of another body, or there is none to have a length.
    const headers = withoutHeader(fields, 'content-length')
    if (bytes !== undefined) call.capture?.response?.add(bytes)
    if (bytes === undefined) call.call.respond({ status, reason, headers })
    else call.call.respond({ status, reason, headers }, bytes)
    finish(call, bytes?.length ?? 0)
    return
  }
  if (status === 204) {
    flowing.flowInto(nowhere)
    call.call.respond({ status, reason, headers: withoutHeader(fields, 'content-length') })
    finish(call, 0)
    return
  }
  // To HEAD and in a 304 the length is that of a body which is not sent, so it has to stay as the backend said it.
  const isHeadOnly = call.call.method === 'HEAD' || status === 304
  const whole = isHeadOnly ? undefined : flowing.takeWhole()
  if (whole !== undefined) {
    call.capture?.response?.add(whole)
    // Whoever sends it counts its bytes, whatever length was announced.
    call.call.respond({ status, reason, headers: fields }, whole)
    finish(call, whole.length)
    return
  }
  stream(call, flowing)
}

/** An answer that can have no body still has an end, which frees the connection to the backend. */
const nowhere: BodySink = { onData() {}, onEnd() {}, onError() {} }

function stream(call: GatewayCall, flowing: BackendAnswer): void {
  const { status, reason, headerArray } = call.response
  const writer = call.call.respondStream({ status, reason, headers: headerArray })
  let sent = 0
  const resume = () => flowing.resume()
  flowing.flowInto({
    onData(chunk) {
      sent += chunk.length
      call.capture?.response?.add(chunk)
      if (writer.write(chunk)) return
      flowing.pause()
      writer.onDrain(resume)
    },
    onEnd() {
      writer.end()
      finish(call, sent)
    },
    onError() {
      // The head is out: only a broken connection tells the client that something is missing.
      writer.abort()
      finish(call, sent)
    },
  })
}

function finish(call: GatewayCall, responseBytes: number): void {
  if (!call.isWatched) return
  call.finish({ requestBytes: call.request.receivedBytes, responseBytes })
}
