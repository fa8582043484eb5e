import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import type { PolicyMessageBody } from '@sluice/policy-language/expression'
import type { RequestState, ResponseState } from '../pipeline/call-context.ts'

const maxUnpackedBytes = 64 * 1024 * 1024
const limit = { maxOutputLength: maxUnpackedBytes }

const unpackers: ReadonlyMap<string, (bytes: Uint8Array) => Uint8Array> = new Map([
  ['gzip', (bytes: Uint8Array) => gunzipSync(bytes, limit)],
  ['x-gzip', (bytes: Uint8Array) => gunzipSync(bytes, limit)],
  ['deflate', (bytes: Uint8Array) => inflateSync(bytes, limit)],
  ['br', (bytes: Uint8Array) => brotliDecompressSync(bytes, limit)],
  ['zstd', (bytes: Uint8Array) => zstdDecompressSync(bytes, limit)],
])

/** The body of a message as expressions read it; null when there is none. It is in memory by then. */
export function messageBodyOf(message: RequestState | ResponseState): PolicyMessageBody | null {
  const { body } = message
  if (body.kind === 'none') return null
  if (body.kind === 'stream') throw new Error('The body is not in memory.')
  return createBody(body.bytes, message.headers, () => {
    // The reference: a body that is read without being preserved is gone.
    message.body = { kind: 'none' }
  })
}

interface Headers {
  get(name: string): string | undefined
}

/** @param onConsumed called when it is read and not preserved */
export function createBody(packed: Uint8Array, headers: Headers, onConsumed: () => void): PolicyMessageBody {
  const read = (preserveContent: boolean): Uint8Array => {
    const bytes = unpack(packed, headers.get('Content-Encoding'))
    if (!preserveContent) onConsumed()
    return bytes
  }
  return {
    bytes: read,
    text: (preserveContent) => decoderOf(headers.get('Content-Type')).decode(read(preserveContent)),
  }
}

function unpack(packed: Uint8Array, encoding: string | undefined): Uint8Array {
  const codings = (encoding ?? '').split(',').map((coding) => coding.trim().toLowerCase())
  let bytes = packed
  for (const coding of codings.reverse()) {
    if (coding === '' || coding === 'identity') continue
    const unpacker = unpackers.get(coding)
    if (unpacker === undefined) throw new Error(`The Content-Encoding '${coding}' of the body is not known.`)
    bytes = unpacker(bytes)
  }
  return bytes
}

function decoderOf(contentType: string | undefined) {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType ?? '')?.[1]
  try {
    return new TextDecoder(charset ?? 'utf-8')
  } catch {
    // A charset that nobody knows is most often UTF-8 under a wrong name.
    return new TextDecoder()
  }
}
