import type { BodyFlow, BodySink, MessageBody } from '@sluice/platform'

/** A body that did not announce its length, counted while it goes through. */
export class CountedBody implements MessageBody {
  readonly length: number | undefined
  count = 0
  readonly #body: MessageBody

  constructor(body: MessageBody) {
    this.#body = body
    this.length = body.length
  }

  flow(sink: BodySink): BodyFlow {
    return this.#body.flow({
      onData: (chunk) => {
        this.count += chunk.length
        sink.onData(chunk)
      },
      onEnd: () => sink.onEnd(),
      onError: (error) => sink.onError(error),
    })
  }

  async bytes(maxBytes: number): Promise<Uint8Array> {
    const bytes = await this.#body.bytes(maxBytes)
    this.count = bytes.length
    return bytes
  }
}
