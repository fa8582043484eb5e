import {
  type BodyFlow,
  type BodySink,
  type ClientRequest,
  type HttpClient,
  HttpClientError,
  type MessageBody,
  type ResponseHead,
} from '../http.ts'

export interface SentResponse extends ResponseHead {
  readonly body: string
}

/** Sends one request and resolves with the whole response, or rejects with what `onError` was told. */
export function send(client: HttpClient, request: Partial<ClientRequest> & { origin: string }): Promise<SentResponse> {
  return new Promise((resolve, reject) => {
    let head: ResponseHead | undefined
    let body = ''
    client.send(
      { method: 'GET', target: '/', headers: [], headTimeoutMs: 10_000, ...request },
      {
        onHead(given) {
          if (head !== undefined) reject(new Error('Two heads.'))
          head = given
        },
        onData(chunk) {
          body += Buffer.from(chunk).toString('latin1')
        },
        onEnd: () => (head === undefined ? reject(new Error('No head.')) : resolve({ ...head, body })),
        onError: reject,
      },
    )
  })
}

/** The kind of failure, or what came instead of one. */
export async function failureOf(result: Promise<unknown>): Promise<unknown> {
  return result.then(
    (response) => response,
    (error: unknown) => (error instanceof HttpClientError ? error.failure : error),
  )
}

/** A body that a test sends piece by piece, and that counts what the client took. */
export class TestBody implements MessageBody {
  readonly length: number | undefined
  isCancelled = false
  #sink: BodySink | undefined
  #isPaused = false
  #onFlow: (() => void) | undefined
  #onResume: (() => void) | undefined

  constructor(length: number | undefined) {
    this.length = length
  }

  get isPaused(): boolean {
    return this.#isPaused
  }

  flow(sink: BodySink): BodyFlow {
    this.#sink = sink
    queueMicrotask(() => this.#onFlow?.())
    return {
      pause: () => {
        this.#isPaused = true
      },
      resume: () => {
        this.#isPaused = false
        this.#onResume?.()
      },
      cancel: () => {
        this.isCancelled = true
        this.#sink = undefined
      },
    }
  }

  bytes(): Promise<Uint8Array> {
    return Promise.reject(new Error('A client lets a body flow.'))
  }

  /** Called once the client takes it. */
  onFlow(listener: () => void): this {
    this.#onFlow = listener
    return this
  }

  onResume(listener: () => void): void {
    this.#onResume = listener
  }

  piece(chunk: Uint8Array | string): void {
    this.#sink?.onData(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  }

  end(): void {
    this.#sink?.onEnd()
  }

  fail(error: Error): void {
    this.#sink?.onError(error)
  }
}
