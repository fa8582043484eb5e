import { classes, cr, inDigits, inValue, lf, space } from './characters.ts'
import { type HeadFault, headFaults } from './head-fault.ts'
import { HeadFields } from './head-fields.ts'

/** `HTTP/1.` */
const versionStart = [72, 84, 84, 80, 47, 49, 46] as const

/**
 * The head of one response by the places of its parts in the bytes that were read. One object reads all heads of a
 * connection, one after the other.
 * @see RFC 9112, 4
 */
export class ResponseHeadReader {
  readonly fields = new HeadFields()
  status = 0
  reasonStart = 0
  reasonEnd = 0
  /** HTTP/1.0 */
  isOld = false

  /** @returns place behind the head, 0 when it is not all there, or what is wrong */
  read(bytes: Uint8Array, from: number, end: number): number | HeadFault {
    const behindLine = this.#readLine(bytes, from, end)
    if (typeof behindLine !== 'number' || behindLine === 0) return behindLine
    return this.fields.read(bytes, behindLine, end)
  }

  #readLine(bytes: Uint8Array, from: number, end: number): number | HeadFault {
    for (let n = 0; n < versionStart.length; n += 1) {
      if (from + n >= end) return 0
      if (bytes[from + n] !== versionStart[n]) return headFaults.status
    }
    let at = from + versionStart.length
    if (at >= end) return 0
    if (bytes[at] !== 48 && bytes[at] !== 49) return headFaults.status
    this.isOld = bytes[at] === 48
    at += 1
    if (at >= end) return 0
    if (bytes[at] !== space) return headFaults.status
    at += 1
    this.status = 0
    for (let n = 0; n < 3; n += 1, at += 1) {
      if (at >= end) return 0
      const byte = bytes[at] as number
      if (((classes[byte] as number) & inDigits) === 0) return headFaults.status
      this.status = this.status * 10 + (byte - 48)
    }
    if (this.status < 100) return headFaults.status
    if (at >= end) return 0
    // The reason, and with it the space before it, is left out by some.
    if (bytes[at] === space) at += 1
    else if (bytes[at] !== cr) return headFaults.status
    this.reasonStart = at
    while (at < end && ((classes[bytes[at] as number] as number) & inValue) !== 0) at += 1
    if (at >= end) return 0
    this.reasonEnd = at
    if (bytes[at] !== cr) return headFaults.lineEnd
    if (at + 1 >= end) return 0
    return bytes[at + 1] === lf ? at + 2 : headFaults.lineEnd
  }
}
