import { isHopHeader } from '../../calls/hop-headers.ts'
import type { CallContext } from '../../pipeline/call-context.ts'

/** Headers that every message may have, whatever an operation says; a definition does not list them. */
const always: ReadonlySet<string> = new Set([
  'accept',
  'accept-charset',
  'accept-encoding',
  'accept-language',
  'age',
  'allow',
  'authorization',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-length',
  'content-type',
  'cookie',
  'date',
  'etag',
  'expect',
  'expires',
  'forwarded',
  'from',
  'host',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'last-modified',
  'location',
  'max-forwards',
  'ocp-apim-trace',
  'origin',
  'pragma',
  'range',
  'referer',
  'retry-after',
  'server',
  'set-cookie',
  'strict-transport-security',
  'traceparent',
  'tracestate',
  'user-agent',
  'vary',
  'via',
  'warning',
  'www-authenticate',
])

/** @param name in lower case */
export function isCommonHeader(name: string, { api }: CallContext): boolean {
  if (always.has(name) || isHopHeader(name)) return true
  if (/^(?:x-forwarded-|access-control-|sec-)/.test(name)) return true
  return name === api?.properties.subscriptionKeyParameterNames.header.toLowerCase()
}
