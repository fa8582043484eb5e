import { argumentException, argumentNullException } from '../net/failures.ts'
import { decodeUtf8, encodeUtf8 } from '../net/utf8.ts'
import type { Run } from '../run/run.ts'
import { defineType, withRun } from './define-type.ts'

/** `System.Text.Encoding` */
export class NetEncoding {
  readonly webName: string
  readonly encode: (text: string) => Uint8Array
  readonly decode: (bytes: Uint8Array) => string
  readonly preamble: readonly number[]

  constructor(
    webName: string,
    encode: (text: string) => Uint8Array,
    decode: (bytes: Uint8Array) => string,
    preamble: readonly number[] = [],
  ) {
    this.webName = webName
    this.encode = encode
    this.decode = decode
    this.preamble = preamble
  }
}

/** Characters above the last become `?`. */
const singleByte = (webName: string, last: number): NetEncoding =>
  new NetEncoding(
    webName,
    (text) =>
      Uint8Array.from({ length: text.length }, (_, i) => (text.charCodeAt(i) <= last ? text.charCodeAt(i) : 63)),
    (bytes) =>
      Array.from(bytes, (byte) => (byte <= last ? String.fromCharCode(byte) : last === 0x7f ? '?' : '')).join(''),
  )

function units(webName: string, isBig: boolean): NetEncoding {
  return new NetEncoding(
    webName,
    (text) => {
      const bytes = new Uint8Array(text.length * 2)
      const view = new DataView(bytes.buffer)
      for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), !isBig)
      return bytes
    },
    (bytes) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
      let text = ''
      for (let i = 0; i + 1 < bytes.length; i += 2) text += String.fromCharCode(view.getUint16(i, !isBig))
      return bytes.length % 2 === 0 ? text : `${text}\ufffd`
    },
    isBig ? [0xfe, 0xff] : [0xff, 0xfe],
  )
}

function utf32(): NetEncoding {
  return new NetEncoding(
    'utf-32',
    (text) => {
      const points = Array.from(text, (character) => character.codePointAt(0) ?? 0)
      const bytes = new Uint8Array(points.length * 4)
      const view = new DataView(bytes.buffer)
      for (const [i, point] of points.entries()) view.setUint32(i * 4, point, true)
      return bytes
    },
    (bytes) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
      let text = ''
      for (let i = 0; i + 3 < bytes.length; i += 4) {
        const point = view.getUint32(i, true)
        text += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd'
      }
      return text
    },
    [0xff, 0xfe, 0, 0],
  )
}

const utf8 = new NetEncoding('utf-8', encodeUtf8, decodeUtf8, [0xef, 0xbb, 0xbf])
const ascii = singleByte('us-ascii', 0x7f)
const latin1 = singleByte('iso-8859-1', 0xff)
const unicode = units('utf-16', false)
const bigEndian = units('utf-16BE', true)
const all = [utf8, ascii, latin1, unicode, bigEndian, utf32()]

const pages: Readonly<Record<number, NetEncoding>> = {
  65001: utf8,
  20127: ascii,
  28591: latin1,
  1200: unicode,
  1201: bigEndian,
}

function byName(name: string | null): NetEncoding {
  if (name === null) throw argumentNullException('name')
  const wanted = name
    .toLowerCase()
    .replace(/^utf8$/, 'utf-8')
    .replace(/^ascii$/, 'us-ascii')
    .replace(/^latin1$/, 'iso-8859-1')
  const found = all.find(({ webName }) => webName.toLowerCase() === wanted)
  if (found === undefined) throw argumentException(`'${name}' is not a supported encoding name.`, 'name')
  return found
}

const notNull = <T>(value: T | null, parameter: string): T => {
  if (value === null) throw argumentNullException(parameter)
  return value
}

const decode = (
  run: Run,
  self: NetEncoding,
  bytes: Uint8Array | null,
  index = 0,
  count = notNull(bytes, 'bytes').length - index,
): string => {
  run.charge(Math.max(0, count))
  return self.decode(notNull(bytes, 'bytes').subarray(index, index + count))
}

const encode = withRun((run, self: NetEncoding, text: string | null) => {
  run.charge(notNull(text, 's').length)
  return self.encode(notNull(text, 's'))
})

export const encodingType = defineType({
  name: 'System.Text.Encoding',
  kind: 'class',
  represents: NetEncoding,
  members: {
    'static Encoding UTF8 { get; }': () => utf8,
    'static Encoding ASCII { get; }': () => ascii,
    'static Encoding Unicode { get; }': () => unicode,
    'static Encoding BigEndianUnicode { get; }': () => bigEndian,
    'static Encoding UTF32 { get; }': () => all[5],
    'static Encoding Latin1 { get; }': () => latin1,
    'static Encoding Default { get; }': () => utf8,
    'static Encoding GetEncoding(string name)': byName,
    'static Encoding GetEncoding(int codepage)': (page: number) => {
      const found = pages[page]
      if (found === undefined) throw argumentException(`No data is available for encoding ${page}.`)
      return found
    },
    'string WebName { get; }': ({ webName }: NetEncoding) => webName,
    'byte[] GetBytes(string s)': encode,
    'byte[] GetBytes(char[] chars)': withRun((run, self: NetEncoding, chars: readonly number[]) => {
      run.charge(chars.length)
      return self.encode(chars.map((unit) => String.fromCharCode(unit)).join(''))
    }),
    'int GetByteCount(string s)': (self: NetEncoding, text: string) => self.encode(text).length,
    'string GetString(byte[] bytes)': withRun(decode),
    'string GetString(byte[] bytes, int index, int count)': withRun(decode),
    'int GetCharCount(byte[] bytes)': (self: NetEncoding, bytes: Uint8Array) => self.decode(bytes).length,
    'char[] GetChars(byte[] bytes)': withRun((run, self: NetEncoding, bytes: Uint8Array | null) =>
      Array.from(decode(run, self, bytes).split(''), (character) => character.charCodeAt(0)),
    ),
    'byte[] GetPreamble()': ({ preamble }: NetEncoding) => Uint8Array.from(preamble),
  },
})
