import type { GatewayCall } from '../calls/gateway-call.ts'
import { BodyCollector } from '../tracing/excerpt.ts'
import type { CallDiagnostic } from './call-diagnostic.ts'

/** The beginnings of a call's bodies, for calls whose diagnostic asks for them; others have none of it. */
export class CallCapture {
  readonly request: BodyCollector | undefined
  readonly response: BodyCollector | undefined
  backendResponse: BodyCollector | undefined

  constructor(call: GatewayCall, diagnostic: CallDiagnostic) {
    this.response = diagnostic.response.bodyBytes > 0 ? new BodyCollector() : undefined
    if (diagnostic.request.bodyBytes > 0 || diagnostic.backendRequest.bodyBytes > 0) {
      const collector = new BodyCollector()
      this.request = collector
      call.request.tapBody((chunk) => collector.add(chunk))
    }
    if (diagnostic.backendResponse.bodyBytes === 0) return
    call.response.onReceived(() => {
      // Of several answers, the last one counts.
      const collector = new BodyCollector()
      this.backendResponse = collector
      call.response.tapBody({ onData: (chunk) => collector.add(chunk), onEnd() {} })
    })
  }
}
