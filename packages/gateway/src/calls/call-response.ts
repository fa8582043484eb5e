import type { HeaderArray, ResponseHead, UpgradedConnection } from '@sluice/platform'
import type { BackendAnswer } from '../backends/backend-answer.ts'
import type { Body, BodyTap, ResponseState } from '../pipeline/call-context.ts'
import { createHeaderList, type HeaderList } from '../pipeline/header-list.ts'
import { noBody, streamBody } from './call-request.ts'
import { endToEndHeaders } from './hop-headers.ts'

const noBytes = new Uint8Array()
const switchingProtocols = 101

/** The response on its way to the client: an empty 200 until a backend answers or a policy makes one. */
export class CallResponse implements ResponseState {
  status = 200
  reason: string | undefined
  readonly #maxBodyBytes: number
  #body: Body = noBody
  #fields: HeaderArray = []
  #headers: HeaderList | undefined
  #answer: BackendAnswer | undefined
  #reading: Promise<Uint8Array> | undefined
  #receivers: (() => void)[] | undefined
  #upgraded: UpgradedConnection | undefined

  constructor(maxBodyBytes: number) {
    this.#maxBodyBytes = maxBodyBytes
  }

  get headers(): HeaderList {
    this.#headers ??= createHeaderList(this.#fields)
    return this.#headers
  }

  get headerArray(): HeaderArray {
    return this.#headers === undefined ? this.#fields : this.#headers.toArray()
  }

  get body(): Body {
    return this.#body
  }

  set body(body: Body) {
    if (body.kind !== 'stream') this.#giveUpStream()
    this.#body = body
  }

  /** The answer whose body is still to flow, when it is. */
  get flowing(): BackendAnswer | undefined {
    return this.#body.kind === 'stream' ? this.#answer : undefined
  }

  replace(head: ResponseHead, body?: Uint8Array): void {
    this.#giveUpStream()
    this.#setHead(head, head.headers)
    this.#body = body === undefined ? noBody : { kind: 'bytes', bytes: body }
  }

  /** Takes the answer of a backend, without what belongs to the connection to it. */
  receive(head: ResponseHead, answer: BackendAnswer): void {
    this.#giveUpStream()
    this.#setHead(head, endToEndHeaders(head.headers))
    this.#answer = answer
    this.#body = streamBody
    if (this.#receivers !== undefined) for (const listener of this.#receivers) listener()
  }

  /** Takes the answer of a backend that has opened a WebSocket. */
  receiveUpgrade(headers: HeaderArray, connection: UpgradedConnection): void {
    this.#giveUpStream()
    this.#setHead({ status: switchingProtocols, headers }, endToEndHeaders(headers))
    this.#body = noBody
    this.#upgraded = connection
  }

  /** The WebSocket of the backend; undefined, and given up, when policies made another answer. Once only. */
  takeUpgraded(): UpgradedConnection | undefined {
    const connection = this.#upgraded
    if (connection === undefined) return undefined
    this.#upgraded = undefined
    if (this.status === switchingProtocols) return connection
    connection.abort()
    return undefined
  }

  readBody(): Promise<Uint8Array> {
    if (this.#body.kind === 'bytes') return Promise.resolve(this.#body.bytes)
    const answer = this.flowing
    if (answer === undefined) return Promise.resolve(noBytes)
    this.#reading ??= answer.bytes(this.#maxBodyBytes).then((bytes) => {
      if (this.#answer === answer && this.#body.kind === 'stream') this.#body = { kind: 'bytes', bytes }
      return bytes
    })
    return this.#reading
  }

  tapBody(tap: BodyTap): void {
    this.flowing?.tap(tap)
  }

  onReceived(listener: () => void): void {
    this.#receivers ??= []
    this.#receivers.push(listener)
  }

  #setHead(head: ResponseHead, fields: HeaderArray): void {
    this.status = head.status
    this.reason = head.reason
    this.#fields = fields
    this.#headers = undefined
    this.#reading = undefined
  }

  #giveUpStream(): void {
    if (this.#body.kind === 'stream' && this.#reading === undefined) this.#answer?.cancel()
    this.#answer = undefined
    this.#upgraded?.abort()
    this.#upgraded = undefined
  }
}
