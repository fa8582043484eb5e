import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib'
import { AppError } from '@sluice/contracts/errors'
import type { RequestState, ResponseState } from './call-context.ts'

type Message = RequestState | ResponseState

/** What a packed body may unpack to; more than any body that a policy should read. */
const maxUnpackedBytes = 64 * 1024 * 1024

interface Limit {
  readonly maxOutputLength: number
}
type Unpack = (bytes: Uint8Array, limit: Limit) => Promise<Uint8Array>

const unpackers: ReadonlyMap<string, Unpack> = new Map<string, Unpack>([
  ['gzip', promisify<Uint8Array, Limit, Uint8Array>(gunzip)],
  ['x-gzip', promisify<Uint8Array, Limit, Uint8Array>(gunzip)],
  ['deflate', promisify<Uint8Array, Limit, Uint8Array>(inflate)],
  ['br', promisify<Uint8Array, Limit, Uint8Array>(brotliDecompress)],
  ['zstd', promisify<Uint8Array, Limit, Uint8Array>(zstdDecompress)],
])

/**
 * The body as UTF-8 text, unpacked where Content-Encoding says so; undefined when there is none.
 * @throws AppError `BodyNotConvertible`
 */
export async function readBodyText(message: Message, policy: string): Promise<string | undefined> {
  if (message.body.kind === 'none') return undefined
  let bytes: Uint8Array = await message.readBody()
  const codings = (message.headers.get('Content-Encoding') ?? '')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
  for (const coding of codings.reverse()) {
    if (coding === '' || coding === 'identity') continue
    bytes = await unpack(bytes, coding, policy)
  }
  // A byte order mark is no part of the text.
  return new TextDecoder().decode(bytes)
}

async function unpack(bytes: Uint8Array, coding: string, policy: string): Promise<Uint8Array> {
  const unpacker = unpackers.get(coding)
  if (unpacker === undefined) {
    throw new AppError('BodyNotConvertible', { policy, reason: `its Content-Encoding '${coding}' is not known` })
  }
  try {
    return await unpacker(bytes, { maxOutputLength: maxUnpackedBytes })
  } catch (error) {
    throw new AppError('BodyNotConvertible', { policy, reason: `it is not proper ${coding}` }, { cause: error })
  }
}

/** Replaces the body and all headers that spoke of the old one. */
export function replaceBodyText(message: Message, text: string, contentType: string): void {
  replaceBody(message, new TextEncoder().encode(text))
  message.headers.set('Content-Type', [contentType])
}

/** The same for bytes of the type that Content-Type says already. */
export function replaceBody(message: Message, bytes: Uint8Array): void {
  message.body = { kind: 'bytes', bytes }
  for (const name of ['Content-Encoding', 'Content-Length', 'Content-MD5']) message.headers.delete(name)
}

/** Whether a Content-Type names XML: `application/xml`, `text/xml`, or anything `+xml`. */
export const isXmlType = (contentType: string | undefined): boolean =>
  contentType !== undefined && /^\s*(?:application|text)\/(?:[^;\s]+\+)?xml\s*(?:;|$)/i.test(contentType)

/** Whether a Content-Type names JSON: `application/json`, `text/json`, or anything `+json`. */
export const isJsonType = (contentType: string | undefined): boolean =>
  contentType !== undefined && /^\s*(?:application|text)\/(?:[^;\s]+\+)?json\s*(?:;|$)/i.test(contentType)
