import { AppError, isAppError } from '@sluice/contracts'
import type { HeaderArray, MessageBody, ServerCall } from '@sluice/platform'
import type { BackendMember, ChosenBackend } from '../backends/backend-member.ts'
import type { BackendConnection, Body, RequestState } from '../pipeline/call-context.ts'
import type { HeaderList } from '../pipeline/header-list.ts'
import { CountedBody } from './counted-body.ts'
import { RequestHeaderList } from './request-header-list.ts'

const noBytes = new Uint8Array()
const noMembers: readonly BackendMember[] = []

/** The request on its way to the backend. Until a policy asks, it holds nothing but what the client sent. */
export class CallRequest implements RequestState {
  method: string
  path: string
  query: string
  body: Body
  backendUrl: string | undefined
  backend: ChosenBackend | undefined
  connection: BackendConnection | undefined
  backendMember: BackendMember | undefined
  /** Those before `backendMember`. */
  triedMembers: readonly BackendMember[] = noMembers
  readonly #call: ServerCall
  readonly #maxBodyBytes: number
  #headers: RequestHeaderList | undefined
  #reading: Promise<Uint8Array> | undefined
  #counted: CountedBody | undefined
  #tap: ((chunk: Uint8Array) => void) | undefined
  #isFlowing = false

  constructor(call: ServerCall, path: string, query: string, maxBodyBytes: number) {
    this.#call = call
    this.#maxBodyBytes = maxBodyBytes
    this.method = call.method
    this.path = path
    this.query = query
    this.body = call.body.length === 0 ? noBody : streamBody
    this.backendUrl = undefined
    this.backend = undefined
    this.connection = undefined
    this.backendMember = undefined
  }

  get headers(): HeaderList {
    this.#headers ??= new RequestHeaderList(this.#call.headers)
    return this.#headers
  }

  /** Without making objects when no policy touched the headers. */
  get headerArray(): HeaderArray {
    return this.#headers === undefined ? this.#call.headers : this.#headers.toArray()
  }

  /** Name, value, … of the fields that policies wrote. */
  get writtenHeaders(): HeaderArray {
    const written = this.#headers?.written
    if (written === undefined || written.size === 0) return []
    const fields = this.headerArray
    return fields.filter((_, index) => written.has((fields[index - (index % 2)] as string).toLowerCase()))
  }

  get isHostChosen(): boolean {
    return this.#headers?.isHostChosen ?? false
  }

  /** Of the body, as far as it is known: announced, or counted while it flowed. */
  get receivedBytes(): number {
    return this.#call.body.length ?? this.#counted?.count ?? 0
  }

  /**
   * What goes to the backend. @param isCounted whether somebody will ask how long a body was that does not say it
   * @throws AppError `BackendConnectionFailure` when the body is on its way to a backend already
   */
  bodyToSend(isCounted: boolean): Uint8Array | MessageBody | undefined {
    if (this.body.kind === 'bytes') return this.body.bytes
    if (this.body.kind === 'none') return undefined
    this.#takeStream()
    const isPlain = !isCounted || this.#call.body.length !== undefined
    if (isPlain && this.#tap === undefined) return this.#call.body
    this.#counted = new CountedBody(this.#call.body, this.#tap)
    return this.#counted
  }

  readBody(): Promise<Uint8Array> {
    if (this.body.kind === 'bytes') return Promise.resolve(this.body.bytes)
    if (this.body.kind === 'none') return Promise.resolve(noBytes)
    if (this.#reading === undefined) this.#takeStream()
    this.#counted ??= new CountedBody(this.#call.body, this.#tap)
    this.#reading ??= this.#counted.bytes(this.#maxBodyBytes).then(
      (bytes) => {
        if (this.body.kind === 'stream') this.body = { kind: 'bytes', bytes }
        return bytes
      },
      (error: unknown) => {
        // Too long is the platform's to say; anything else is a body that broke off.
        throw isAppError(error) ? error : new AppError('ClientConnectionFailure', {}, { cause: error })
      },
    )
    return this.#reading
  }

  /** Looks on while the body comes from the client, whoever takes it; before anybody does. */
  tapBody(tap: (chunk: Uint8Array) => void): void {
    const before = this.#tap
    this.#tap =
      before === undefined
        ? tap
        : (chunk) => {
            before(chunk)
            tap(chunk)
          }
  }

  /** What came from the client can go one way only. */
  #takeStream(): void {
    if (this.#isFlowing) {
      const reason = 'the body of the request was sent already; set buffer-request-body where it is sent again'
      throw new AppError('BackendConnectionFailure', { reason })
    }
    this.#isFlowing = true
  }
}

export const noBody: Body = Object.freeze({ kind: 'none' })
export const streamBody: Body = Object.freeze({ kind: 'stream' })
