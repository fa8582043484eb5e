import { AppError } from '@sluice/contracts/errors'
import type { ServerCall } from '@sluice/platform'

/** What the caller may do, as the signature of the request says. */
export interface Access {
  readonly by: 'key' | 'account-signature' | 'signature'
  /** Letters of permissions; with the key, all. */
  readonly permissions: string
  /** Headers of answers with content, from the signature. */
  readonly overrides: Readonly<Record<string, string>>
}

/** A request that was read and authorised. */
export interface StorageRequest {
  readonly call: ServerCall
  readonly requestId: string
  readonly account: string
  /** Address of the account as the caller wrote it, without a trailing slash. */
  readonly endpoint: string
  readonly container: string
  readonly blob: string
  /** Names in lower case, decoded. */
  readonly query: ReadonlyMap<string, string>
  readonly access: Access
  readonly nowMs: number
  /** As text; by its name in lower case. */
  header(name: string): string | undefined
}

/** What an operation answers; `x-ms-request-id` and the like are added to it. */
export interface StorageAnswer {
  readonly status: number
  /** Undefined values are left out. */
  readonly headers?: Readonly<Record<string, string | undefined>>
  /** XML. */
  readonly body?: string
  /** Bytes; `Content-Length` is among the headers. */
  readonly content?: { readonly chunks: AsyncIterable<Uint8Array>; release(): void }
}

/**
 * Header values as text. Bytes of HTTP are no text of themselves; what is UTF-8 is read so.
 * @throws AppError `InvalidHeaderValue` where one of the protocol's own stands twice
 */
export function createHeaderReader(call: ServerCall): {
  readonly names: readonly string[]
  header(name: string): string | undefined
} {
  const values = new Map<string, string>()
  for (let at = 0; at < call.headers.length; at += 2) {
    const name = (call.headers[at] as string).toLowerCase()
    const value = toText(call.headers[at + 1] as string)
    const before = values.get(name)
    if (before !== undefined && (name.startsWith('x-ms-') || name === 'authorization')) {
      throw new AppError('InvalidHeaderValue', { header: name, value })
    }
    values.set(name, before === undefined ? value : `${before}, ${value}`)
  }
  return { names: [...values.keys()], header: (name) => values.get(name) }
}

function toText(value: string): string {
  if (/^[\t -~]*$/.test(value)) return value
  const bytes = Buffer.from(value, 'latin1')
  const text = bytes.toString('utf8')
  return text.includes('\ufffd') ? value : text
}

/** A text as it goes into a header. */
export const toHeaderValue = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')
