import { classes, colon, cr, inDigits, inToken, inValue, lf, space, tab } from './characters.ts'
import { type HeadFault, headFaults } from './head-fault.ts'

/** More is refused. */
export const maxFields = 256

/** No length was sent. */
export const noLength = -1
/** The body comes in chunks. */
export const chunkedLength = -2

/**
 * The header fields of one head by their places in its bytes, and what of them frames the message. One object reads all
 * heads of a connection, one after the other.
 */
export class HeadFields {
  /** For each field: begin and end of its name, begin and end of its value without white space around it. */
  readonly places = new Int32Array(maxFields * 4)
  count = 0
  /** Bytes of the body, `noLength` or `chunkedLength`. */
  contentLength = noLength
  hosts = 0
  /** Of the last Host field. */
  hostStart = 0
  hostEnd = 0
  /** Connection says so. */
  isClose = false
  isKeepAlive = false
  /** Connection names Upgrade, and there is such a field. */
  hasUpgrade = false
  /** Expect: 100-continue */
  expectsContinue = false
  #lengths = 0
  #encodings = 0
  #namesUpgrade = false

  /**
   * Reads fields up to the empty line.
   * @returns place behind the head, 0 when it is not all there, or what is wrong
   */
  read(bytes: Uint8Array, from: number, end: number): number | HeadFault {
    this.#reset()
    const { places } = this
    let at = from
    for (;;) {
      if (at >= end) return 0
      let byte = bytes[at] as number
      if (byte === cr) {
        if (at + 1 >= end) return 0
        return bytes[at + 1] === lf ? this.#finish(at + 2) : headFaults.lineEnd
      }
      if (byte === space || byte === tab) return headFaults.folded
      if (this.count === maxFields) return headFaults.manyFields
      const nameStart = at
      while (((classes[byte] as number) & inToken) !== 0) {
        at += 1
        if (at >= end) return 0
        byte = bytes[at] as number
      }
      const nameEnd = at
      if (byte !== colon || nameEnd === nameStart) return byte === lf ? headFaults.lineEnd : headFaults.name
      at += 1
      while (at < end && (bytes[at] === space || bytes[at] === tab)) at += 1
      const valueStart = at
      while (at < end && ((classes[bytes[at] as number] as number) & inValue) !== 0) at += 1
      if (at >= end) return 0
      if (bytes[at] !== cr) return bytes[at] === lf ? headFaults.lineEnd : headFaults.value
      if (at + 1 >= end) return 0
      if (bytes[at + 1] !== lf) return headFaults.lineEnd
      let valueEnd = at
      while (valueEnd > valueStart && (bytes[valueEnd - 1] === space || bytes[valueEnd - 1] === tab)) valueEnd -= 1
      at += 2
      const place = this.count * 4
      places[place] = nameStart
      places[place + 1] = nameEnd
      places[place + 2] = valueStart
      places[place + 3] = valueEnd
      this.count += 1
      const fault = this.#note(bytes, nameStart, nameEnd, valueStart, valueEnd)
      if (fault !== undefined) return fault
    }
  }

  /** Place of the first field of this name among `places`, or -1. @param name in lower case */
  find(bytes: Uint8Array, name: string): number {
    for (let place = 0; place < this.count * 4; place += 4) {
      if (isText(bytes, this.places[place] as number, this.places[place + 1] as number, name)) return place
    }
    return -1
  }

  #reset(): void {
    this.count = 0
    this.contentLength = noLength
    this.hosts = 0
    this.isClose = false
    this.isKeepAlive = false
    this.hasUpgrade = false
    this.expectsContinue = false
    this.#lengths = 0
    this.#encodings = 0
    this.#namesUpgrade = false
  }

  /** Known fields are found by the length of their name, then by its letters. */
  #note(bytes: Uint8Array, start: number, end: number, valueStart: number, valueEnd: number): HeadFault | undefined {
    switch (end - start) {
      case 4:
        if (!isText(bytes, start, end, 'host')) return undefined
        this.hosts += 1
        this.hostStart = valueStart
        this.hostEnd = valueEnd
        return undefined
      case 6:
        if (isText(bytes, start, end, 'expect') && isText(bytes, valueStart, valueEnd, '100-continue')) {
          this.expectsContinue = true
        }
        return undefined
      case 7:
        if (valueEnd > valueStart && isText(bytes, start, end, 'upgrade')) this.hasUpgrade = true
        return undefined
      case 10:
        if (isText(bytes, start, end, 'connection')) this.#noteConnection(bytes, valueStart, valueEnd)
        return undefined
      case 14:
        return isText(bytes, start, end, 'content-length') ? this.#noteLength(bytes, valueStart, valueEnd) : undefined
      case 17:
        return isText(bytes, start, end, 'transfer-encoding')
          ? this.#noteEncoding(bytes, valueStart, valueEnd)
          : undefined
      default:
        return undefined
    }
  }

  #noteConnection(bytes: Uint8Array, start: number, end: number): void {
    forEachInList(bytes, start, end, (from, to) => {
      if (isText(bytes, from, to, 'close')) this.isClose = true
      else if (isText(bytes, from, to, 'keep-alive')) this.isKeepAlive = true
      else if (isText(bytes, from, to, 'upgrade')) this.#namesUpgrade = true
    })
  }

  #noteLength(bytes: Uint8Array, start: number, end: number): HeadFault | undefined {
    this.#lengths += 1
    if (this.#lengths > 1) return headFaults.twoLengths
    if (start === end) return headFaults.length
    let length = 0
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] as number
      if (((classes[byte] as number) & inDigits) === 0) return headFaults.length
      length = length * 10 + (byte - 48)
      if (length > Number.MAX_SAFE_INTEGER) return headFaults.length
    }
    this.contentLength = length
    return undefined
  }

  #noteEncoding(bytes: Uint8Array, start: number, end: number): HeadFault | undefined {
    this.#encodings += 1
    if (this.#encodings > 1 || start === end) return headFaults.encoding
    if (isText(bytes, start, end, 'chunked')) return undefined
    let chunked = 0
    let isLast = false
    forEachInList(bytes, start, end, (from, to) => {
      isLast = isText(bytes, from, to, 'chunked')
      if (isLast) chunked += 1
    })
    return chunked > 1 || (chunked === 1 && !isLast) ? headFaults.encoding : headFaults.unknownEncoding
  }

  #finish(behind: number): number | HeadFault {
    if (this.#encodings > 0) {
      if (this.#lengths > 0) return headFaults.lengthAndChunked
      this.contentLength = chunkedLength
    }
    this.hasUpgrade &&= this.#namesUpgrade
    return behind
  }
}

/** Whether these bytes are the text, capital letters or not. @param text in lower case, of letters, digits and hyphens */
export function isText(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false
  for (let at = 0; at < text.length; at += 1) {
    // Sets the bit of small letters; digits and hyphens have it anyway.
    if (((bytes[start + at] as number) | 32) !== text.charCodeAt(at)) return false
  }
  return true
}

const comma = 44

/** Calls back for each member of a list, without white space around it; empty ones are left out. */
function forEachInList(bytes: Uint8Array, start: number, end: number, visit: (from: number, to: number) => void): void {
  let from = start
  for (let at = start; at <= end; at += 1) {
    if (at < end && bytes[at] !== comma) continue
    let to = at
    while (from < to && (bytes[from] === space || bytes[from] === tab)) from += 1
    while (to > from && (bytes[to - 1] === space || bytes[to - 1] === tab)) to -= 1
    if (to > from) visit(from, to)
    from = at + 1
  }
}
