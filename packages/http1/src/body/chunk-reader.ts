import { classes, cr, inToken, lf } from '../head/characters.ts'
import { HeadFields, isText } from '../head/head-fields.ts'
import { type ExtensionState, extensionState, readExtensionByte } from './chunk-extension.ts'

/** Why a chunked body cannot be read on. */
export interface ChunkFault {
  readonly status: 400 | 413 | 431
  /** A sentence without anything that was sent. */
  readonly message: string
}

const fault = (status: ChunkFault['status'], message: string): ChunkFault => Object.freeze({ status, message })
const faults = {
  size: fault(400, 'The size of a chunk is not a hexadecimal number.'),
  line: fault(400, 'A line of the chunked body does not end in CR LF.'),
  longer: fault(400, 'A chunk is longer than its size.'),
  extension: fault(400, 'The extension of a chunk has a character that does not belong there.'),
  extensions: fault(413, 'The chunk extensions of the body are too long.'),
  trailer: fault(400, 'The trailer of the body is not of proper fields.'),
  framing: fault(400, 'The trailer of the body has a field that frames messages.'),
  longTrailer: fault(431, 'The trailer of the body is too long.'),
} as const

/** All extensions of one body. */
const maxExtensionBytes = 16_384
const maxTrailerBytes = 16_384

const semicolon = 59

const state = {
  size: 0,
  sizeEnd: 1,
  extension: 2,
  lineEnd: 3,
  data: 4,
  dataEnd: 5,
  dataLineEnd: 6,
  trailer: 7,
  over: 8,
} as const
type State = (typeof state)[keyof typeof state]

/** Takes a chunked body apart, however its bytes arrive. @see RFC 9112, 7.1 */
export class ChunkReader {
  #state: State = state.size
  #size = 0
  #digits = 0
  #extension: ExtensionState = extensionState.nameStart
  #extensionBytes = 0
  #trailer: Buffer | undefined
  #fault: ChunkFault | undefined

  /** The last chunk and the trailer are read. */
  get isOver(): boolean {
    return this.#state === state.over
  }

  /** What is wrong; nothing can be read from then on. */
  get fault(): ChunkFault | undefined {
    return this.#fault
  }

  /**
   * Reads on.
   * @param onData is given pieces of the body, which are views on `bytes`
   * @returns place behind what was read: `end`, or earlier where the body is over, or faulty
   */
  read(bytes: Uint8Array, from: number, end: number, onData: (piece: Uint8Array) => void): number {
    let at = from
    while (at < end && this.#fault === undefined && this.#state !== state.over) {
      if (this.#state === state.data) {
        const length = Math.min(this.#size, end - at)
        onData(bytes.subarray(at, at + length))
        at += length
        this.#size -= length
        if (this.#size === 0) this.#state = state.dataEnd
      } else if (this.#state === state.trailer) at = this.#readTrailer(bytes, at, end)
      else {
        this.#step(bytes[at] as number)
        at += 1
      }
    }
    return at
  }

  #step(byte: number): void {
    switch (this.#state) {
      case state.size:
        this.#readSize(byte)
        return
      case state.extension:
        this.#extensionBytes += 1
        this.#extension = readExtensionByte(this.#extension, byte)
        if (this.#extensionBytes > maxExtensionBytes) this.#fault = faults.extensions
        else if (this.#extension === extensionState.over) this.#state = state.lineEnd
        else if (this.#extension === extensionState.fault) this.#fault = byte === lf ? faults.line : faults.extension
        return
      case state.lineEnd:
        if (byte !== lf) this.#fault = faults.line
        else this.#state = this.#size === 0 ? state.trailer : state.data
        return
      case state.dataEnd:
        if (byte === cr) this.#state = state.dataLineEnd
        else this.#fault = byte === lf ? faults.line : faults.longer
        return
      default:
        if (byte !== lf) this.#fault = faults.line
        else {
          this.#state = state.size
          this.#size = 0
          this.#digits = 0
        }
    }
  }

  #readSize(byte: number): void {
    const digit = valueOfHex(byte)
    if (digit >= 0) {
      this.#digits += 1
      this.#size = this.#size * 16 + digit
      if (this.#digits > 16 || this.#size > Number.MAX_SAFE_INTEGER) this.#fault = faults.size
    } else if (this.#digits === 0) this.#fault = faults.size
    else if (byte === cr) this.#state = state.lineEnd
    else if (byte === semicolon) {
      this.#state = state.extension
      this.#extension = extensionState.nameStart
    } else this.#fault = byte === lf ? faults.line : faults.size
  }

  /** Its fields are read like those of a head, and left out of the message. */
  #readTrailer(bytes: Uint8Array, from: number, end: number): number {
    const held = this.#trailer?.length ?? 0
    const all = this.#trailer === undefined ? bytes : Buffer.concat([this.#trailer, bytes.subarray(from, end)])
    const start = this.#trailer === undefined ? from : 0
    const behind = trailerFields.read(all, start, this.#trailer === undefined ? end : all.length)
    if (typeof behind !== 'number') {
      this.#fault = faults.trailer
      return end
    }
    if (behind === 0) {
      this.#trailer = Buffer.from(all.subarray(start, this.#trailer === undefined ? end : all.length))
      if (this.#trailer.length > maxTrailerBytes) this.#fault = faults.longTrailer
      return end
    }
    if (framesMessages(all, trailerFields)) this.#fault = faults.framing
    else this.#state = state.over
    return behind - start - held + from
  }
}

/** Nothing is kept in it between two calls. */
const trailerFields = new HeadFields()

const framing = ['content-length', 'transfer-encoding', 'host', 'connection', 'upgrade', 'trailer', 'te'] as const

function framesMessages(bytes: Uint8Array, fields: HeadFields): boolean {
  for (let place = 0; place < fields.count * 4; place += 4) {
    const [start, end] = [fields.places[place] as number, fields.places[place + 1] as number]
    if (framing.some((name) => isText(bytes, start, end, name))) return true
  }
  return false
}

function valueOfHex(byte: number): number {
  if (((classes[byte] as number) & inToken) === 0) return -1
  if (byte >= 48 && byte <= 57) return byte - 48
  const small = byte | 32
  return small >= 97 && small <= 102 ? small - 87 : -1
}
