import type { Span } from '../../spans/spans.ts'
import type {
  CallHandler,
  ClientCertificate,
  HeaderArray,
  MessageBody,
  ResponseHead,
  ResponseWriter,
  ServerCall,
  UpgradedConnection,
} from '../http.ts'

/** Hears of one call. Each of the two is called once at most; what they throw would be the server's to answer. */
export interface CallWatch {
  /** The head of the answer goes out. */
  onHead?(status: number): void
  /**
   * The call is over.
   * @param status 0 when the client went before there was a head
   * @param isWhole false when the answer was broken off, by whichever side
   */
  onEnd?(status: number, isWhole: boolean): void
  /** What the handler finds at the call. */
  readonly span?: Span
}

/**
 * Lets somebody look on at each call; calls and answers pass as they are. A connection that changes its protocol is over
 * with the head of its answer: what follows is no call any more.
 * @param watch undefined = this call is not looked at
 */
export function watchCalls(handler: CallHandler, watch: (call: ServerCall) => CallWatch | undefined): CallHandler {
  return (call) => {
    const found = watch(call)
    if (found === undefined) return handler(call)
    const watched = new WatchedCall(call, found)
    try {
      const result: unknown = handler(watched)
      // An async function is a CallHandler, too, as far as the compiler can tell: the server takes its failure.
      return result instanceof Promise ? (result.catch(watched.onFault) as unknown as undefined) : undefined
    } catch (error) {
      return watched.onFault(error)
    }
  }
}

class WatchedCall implements ServerCall {
  readonly #call: ServerCall
  readonly #watch: CallWatch
  #status = 0
  #isOver = false

  constructor(call: ServerCall, watch: CallWatch) {
    this.#call = call
    this.#watch = watch
    call.onAbort(() => this.#end(false))
  }

  /** Of the one who looks on here, or farther out. */
  get span(): Span | undefined {
    return this.#watch.span ?? this.#call.span
  }

  get method(): string {
    return this.#call.method
  }

  get target(): string {
    return this.#call.target
  }

  get headers(): HeaderArray {
    return this.#call.headers
  }

  get isSecure(): boolean {
    return this.#call.isSecure
  }

  get clientCertificate(): ClientCertificate | undefined {
    return this.#call.clientCertificate
  }

  get remoteAddress(): string {
    return this.#call.remoteAddress
  }

  get body(): MessageBody {
    return this.#call.body
  }

  get upgrade(): string | undefined {
    return this.#call.upgrade
  }

  header(lowerCaseName: string): string | undefined {
    return this.#call.header(lowerCaseName)
  }

  respond(head: ResponseHead, body?: Uint8Array | string): void {
    this.#call.respond(head, body)
    this.#begin(head.status)
    this.#end(true)
  }

  respondStream(head: ResponseHead): ResponseWriter {
    const writer = this.#call.respondStream(head)
    this.#begin(head.status)
    return {
      write: (chunk) => writer.write(chunk),
      onDrain: (listener) => writer.onDrain(listener),
      end: () => {
        writer.end()
        this.#end(true)
      },
      abort: () => {
        writer.abort()
        this.#end(false)
      },
    }
  }

  respondUpgrade(headers: HeaderArray): UpgradedConnection {
    const connection = this.#call.respondUpgrade(headers)
    this.#begin(101)
    this.#end(true)
    return connection
  }

  onAbort(listener: () => void): void {
    this.#call.onAbort(listener)
  }

  /** The server answers 500, or breaks off what was begun. @throws the error again */
  readonly onFault = (error: unknown): never => {
    const isAnswered = this.#status !== 0
    if (!isAnswered) this.#begin(500)
    this.#end(!isAnswered)
    throw error
  }

  #begin(status: number): void {
    if (this.#isOver || this.#status !== 0) return
    this.#status = status
    this.#watch.onHead?.(status)
  }

  #end(isWhole: boolean): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#watch.onEnd?.(this.#status, isWhole)
  }
}
