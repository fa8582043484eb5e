import type { BodyFlow, BodySink, MessageBody } from '@sluice/platform'

/** A body that did not announce its length, counted while it goes through; or one that somebody looks at meanwhile. */
export class CountedBody implements MessageBody {
  readonly length: number | undefined
  count = 0
  readonly #body: MessageBody

  readonly #tap: ((chunk: Uint8Array) => void) | undefined

  constructor(body: MessageBody, tap?: (chunk: Uint8Array) => void) {
    this.#body = body
    this.#tap = tap
    this.length = body.length
  }

  flow(sink: BodySink): BodyFlow {
    return this.#body.flow({
      onData: (chunk) => {
        this.count += chunk.length
        this.#tap?.(chunk)
        sink.onData(chunk)
      },
      onEnd: () => sink.onEnd(),
      onError: (error) => sink.onError(error),
    })
  }

  async bytes(maxBytes: number): Promise<Uint8Array> {
    const bytes = await this.#body.bytes(maxBytes)
    this.count = bytes.length
    this.#tap?.(bytes)
    return bytes
  }
}
