import { formatJson } from './format-json.ts'
import { formatXml } from './format-xml.ts'

/** Past this nothing is coloured. */
export const maxColouredBytes = 1_000_000
/** Past this nothing is shown. */
export const maxShownBytes = 5_000_000

/** Lines longer than this are not broken: finding out where would take seconds. */
const maxWrappedLine = 5_000

export const hasLongLine = (text: string): boolean => {
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from)
    if ((end < 0 ? text.length : end) - from > maxWrappedLine) return true
    if (end < 0) return false
    from = end + 1
  }
  return false
}

export type ContentKind = 'json' | 'xml' | 'text' | 'binary'

export interface ReadContent {
  readonly kind: ContentKind
  /** As it came; undefined = bytes that are no text, or too many of them. */
  readonly raw: string | undefined
  /** With one value a line; undefined = there is nothing to put in form. */
  readonly formatted: string | undefined
}

/** What the bytes of an answer are, by what they say of themselves and by how they look. */
export function readContent(bytes: Uint8Array, contentType: string | undefined): ReadContent {
  const text = bytes.length > maxShownBytes ? undefined : toText(bytes, contentType)
  if (text === undefined) return { kind: 'binary', raw: undefined, formatted: undefined }
  const kind = kindOf(text, mediaTypeOf(contentType))
  const formatted = kind === 'json' ? formatJson(text) : kind === 'xml' ? formatXml(text) : undefined
  return { kind: kind === 'json' && formatted === undefined ? 'text' : kind, raw: text, formatted }
}

export const mediaTypeOf = (contentType: string | undefined): string =>
  (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

function toText(bytes: Uint8Array, contentType: string | undefined): string | undefined {
  const charset = /charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? '')?.[1]
  try {
    const text = new TextDecoder(charset ?? 'utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? undefined : text
  } catch {
    // Not in that encoding, or one that nobody knows: bytes.
    return undefined
  }
}

function kindOf(text: string, mediaType: string): ContentKind {
  if (/^(?:application|text)\/(?:[^;]*\+)?json$/.test(mediaType)) return 'json'
  if (/^(?:application|text)\/(?:[^;]*\+)?xml$/.test(mediaType)) return 'xml'
  const first = text.trimStart()[0]
  if (mediaType === '' || mediaType === 'text/plain' || mediaType === 'application/octet-stream') {
    if (first === '{' || first === '[') return 'json'
    if (/^<\?xml\b/.test(text.trimStart())) return 'xml'
  }
  return 'text'
}

/** How a download is called: the last segment of the path with an ending for the type. */
export function toFileName(url: string, contentType: string | undefined): string {
  const path = /^[a-z]+:\/\/[^/]*([^?#]*)/i.exec(url)?.[1] ?? ''
  const last = path.split('/').filter(Boolean).at(-1) ?? 'response'
  const name = last.replace(/[^\w.-]+/g, '_')
  if (/\.\w{1,5}$/.test(name)) return name
  const endings: Readonly<Record<string, string>> = {
    'application/json': 'json',
    'application/xml': 'xml',
    'text/xml': 'xml',
    'text/csv': 'csv',
    'text/html': 'html',
    'text/plain': 'txt',
    'image/png': 'png',
    'image/jpeg': 'jpg',
    'application/pdf': 'pdf',
    'application/zip': 'zip',
  }
  const mediaType = mediaTypeOf(contentType)
  const ending =
    endings[mediaType] ?? (mediaType.endsWith('+json') ? 'json' : mediaType.endsWith('+xml') ? 'xml' : 'bin')
  return `${name}.${ending}`
}
