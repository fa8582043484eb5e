import type { BodyFlow, BodySink, HeaderArray, MessageBody, ResponseHead, ServerCall } from '@sluice/platform'

/**
 * The call of an operation that a tool's call stands for: from the same client, over the same connection, but with a
 * request of its own. Nothing is sent to it: who made it reads the response.
 */
export class ToolServerCall implements ServerCall {
  readonly method: string
  readonly target: string
  readonly headers: HeaderArray
  readonly body: MessageBody
  readonly upgrade = undefined
  readonly #outer: ServerCall

  constructor(
    outer: ServerCall,
    request: {
      readonly method: string
      readonly target: string
      readonly headers: HeaderArray
      readonly body: Uint8Array | undefined
    },
  ) {
    this.#outer = outer
    this.method = request.method
    this.target = request.target
    this.headers = request.headers
    this.body = new WholeBody(request.body)
  }

  get isSecure(): boolean {
    return this.#outer.isSecure
  }

  get clientCertificate(): ServerCall['clientCertificate'] {
    return this.#outer.clientCertificate
  }

  get span(): ServerCall['span'] {
    return this.#outer.span
  }

  get remoteAddress(): string {
    return this.#outer.remoteAddress
  }

  header(lowerCaseName: string): string | undefined {
    const values = this.headers.filter((_, at) => at % 2 === 1 && this.headers[at - 1]?.toLowerCase() === lowerCaseName)
    return values.length === 0 ? undefined : values.join(', ')
  }

  respond(_head: ResponseHead): never {
    throw new Error('The call of a tool is answered by its response.')
  }

  respondStream(_head: ResponseHead): never {
    throw new Error('The call of a tool is answered by its response.')
  }

  respondUpgrade(): never {
    throw new Error('The call of a tool offers no other protocol.')
  }

  onAbort(listener: () => void): void {
    this.#outer.onAbort(listener)
  }
}

/** A body that is here already. */
class WholeBody implements MessageBody {
  readonly length: number
  readonly #bytes: Uint8Array | undefined

  constructor(bytes: Uint8Array | undefined) {
    this.#bytes = bytes
    this.length = bytes?.length ?? 0
  }

  flow(sink: BodySink): BodyFlow {
    let isGivenUp = false
    // Whoever lets it flow holds the flow before anything comes.
    queueMicrotask(() => {
      if (isGivenUp) return
      if (this.#bytes !== undefined) sink.onData(this.#bytes)
      sink.onEnd()
    })
    return {
      pause() {},
      resume() {},
      cancel() {
        isGivenUp = true
      },
    }
  }

  bytes(): Promise<Uint8Array> {
    return Promise.resolve(this.#bytes ?? new Uint8Array())
  }
}
