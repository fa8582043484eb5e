import { classes, cr, inMethod, inPlainHost, inTarget, lf, slash, space } from './characters.ts'
import { type HeadFault, headFaults } from './head-fault.ts'
import { HeadFields } from './head-fields.ts'

const latin1 = new TextDecoder('latin1')
const maxMethodLength = 32
/** `HTTP/1.` */
const versionStart = [72, 84, 84, 80, 47, 49, 46] as const
const versionLength = 8

/** `host [ ":" port ]` of RFC 9110, 7.2, without the comma that joins two. */
const hostPattern = /^(?:[\w.~!$&'()*+;=%-]*|\[[\da-fA-F:.]+\])(?::\d{0,5})?$/
const absoluteTarget = /^https?:\/\/([^/?]*)(\/[^?]*)?(\?.*)?$/is

/**
 * The head of one request by the places of its parts in the bytes that were read; texts are made when they are asked for.
 * One object reads all heads of a connection, one after the other.
 * @see RFC 9112, 3
 */
export class RequestHead {
  readonly fields = new HeadFields()
  methodStart = 0
  methodEnd = 0
  targetStart = 0
  targetEnd = 0
  /** HTTP/1.0 */
  isOld = false
  /** In absolute form: what it says of the host counts in place of Host. @see RFC 9112, 3.2.2 */
  absoluteHost: string | undefined
  /** Path and query of a target in absolute form. */
  absolutePath: string | undefined

  /** @returns place behind the head, 0 when it is not all there, or what is wrong */
  read(bytes: Uint8Array, from: number, end: number): number | HeadFault {
    let at = from
    // One empty line may stand before a request. @see RFC 9112, 2.2
    if (at < end && bytes[at] === cr) {
      if (at + 1 >= end) return 0
      if (bytes[at + 1] !== lf) return headFaults.lineEnd
      at += 2
    }
    const behindLine = this.#readLine(bytes, at, end)
    if (typeof behindLine !== 'number' || behindLine === 0) return behindLine
    const behind = this.fields.read(bytes, behindLine, end)
    if (typeof behind !== 'number' || behind === 0) return behind
    return this.#check(bytes) ?? behind
  }

  #readLine(bytes: Uint8Array, from: number, end: number): number | HeadFault {
    let at = from
    while (at < end && ((classes[bytes[at] as number] as number) & inMethod) !== 0) at += 1
    if (at - from > maxMethodLength) return headFaults.method
    if (at >= end) return 0
    if (bytes[at] !== space || at === from) return headFaults.method
    this.methodStart = from
    this.methodEnd = at
    at += 1
    this.targetStart = at
    while (at < end && ((classes[bytes[at] as number] as number) & inTarget) !== 0) at += 1
    if (at >= end) return 0
    this.targetEnd = at
    if (bytes[at] === cr) return headFaults.version
    if (bytes[at] !== space || at === this.targetStart)
      return bytes[at] === lf ? headFaults.lineEnd : headFaults.fragment
    return this.#readVersion(bytes, at + 1, end)
  }

  #readVersion(bytes: Uint8Array, from: number, end: number): number | HeadFault {
    for (let n = 0; n < versionLength; n += 1) {
      const at = from + n
      if (at >= end) return 0
      const byte = bytes[at] as number
      if (n < versionStart.length) {
        if (byte === versionStart[n]) continue
        const isOtherVersion = n === 5 && byte >= 48 && byte <= 57
        return isOtherVersion && !this.#isPreface(bytes) ? headFaults.version : headFaults.minorVersion
      }
      if (byte !== 48 && byte !== 49) return headFaults.minorVersion
      this.isOld = byte === 48
    }
    const at = from + versionLength
    if (at >= end) return 0
    if (bytes[at] !== cr) return bytes[at] === lf ? headFaults.lineEnd : headFaults.minorVersion
    if (at + 1 >= end) return 0
    return bytes[at + 1] === lf ? at + 2 : headFaults.lineEnd
  }

  /** `PRI`, with which HTTP/2 begins. */
  #isPreface(bytes: Uint8Array): boolean {
    return (
      this.methodEnd - this.methodStart === 3 && bytes[this.methodStart] === 80 && bytes[this.methodStart + 1] === 82
    )
  }

  #check(bytes: Uint8Array): HeadFault | undefined {
    const { fields } = this
    if (fields.contentLength === -2 && this.isOld) return headFaults.encodingOfOld
    if (fields.hosts > 1) return headFaults.twoHosts
    if (fields.hosts === 0) {
      if (!this.isOld) return headFaults.noHost
    } else if (!isHost(bytes, fields.hostStart, fields.hostEnd)) return headFaults.host
    this.absoluteHost = undefined
    this.absolutePath = undefined
    return bytes[this.targetStart] === slash ? undefined : this.#checkOtherTarget(bytes)
  }

  #checkOtherTarget(bytes: Uint8Array): HeadFault | undefined {
    const method = this.method(bytes)
    if (method === 'CONNECT') return headFaults.connect
    const target = latin1.decode(bytes.subarray(this.targetStart, this.targetEnd))
    if (target === '*' && method === 'OPTIONS') return undefined
    const [, authority, path, query] = absoluteTarget.exec(target) ?? []
    if (authority === undefined || authority === '' || !hostPattern.test(authority)) return headFaults.target
    this.absoluteHost = authority
    this.absolutePath = `${path ?? '/'}${query ?? ''}`
    return undefined
  }

  method(bytes: Uint8Array): string {
    return textOf(bytes, this.methodStart, this.methodEnd)
  }

  /** Path and query as they came, or `*`. */
  target(bytes: Uint8Array): string {
    return this.absolutePath ?? textOf(bytes, this.targetStart, this.targetEnd)
  }
}

/** Bytes as characters of Latin-1. */
export const textOf = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.isBuffer(bytes) ? bytes.toString('latin1', start, end) : latin1.decode(bytes.subarray(start, end))

function isHost(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    if (((classes[bytes[at] as number] as number) & inPlainHost) === 0)
      return hostPattern.test(textOf(bytes, start, end))
  }
  return true
}
