import { Readable } from 'node:stream'
import type { BodyFlow, MessageBody } from '../http.ts'

/** A message body as the stream that undici sends; reads no faster than the backend takes. */
export class RequestBodyStream extends Readable {
  readonly #body: MessageBody
  readonly #onProgress: () => void
  #flow: BodyFlow | undefined
  #isEnded = false

  constructor(body: MessageBody, onProgress: () => void) {
    super({ highWaterMark: 65_536 })
    this.#body = body
    this.#onProgress = onProgress
  }

  override _read(): void {
    if (this.#flow !== undefined) {
      this.#flow.resume()
      return
    }
    this.#flow = this.#body.flow({
      onData: (chunk) => {
        this.#onProgress()
        if (!this.push(chunk)) this.#flow?.pause()
      },
      onEnd: () => {
        this.#isEnded = true
        this.push(null)
      },
      onError: (error) => {
        this.#isEnded = true
        this.destroy(error)
      },
    })
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    if (!this.#isEnded) this.#flow?.cancel()
    callback(error)
  }
}
