/** A request, as far as its signature covers it. */
export interface SignedRequest {
  readonly account: string
  readonly method: string
  /** Of the address as it is sent, encoded, with the account where it stands in the path. */
  readonly path: string
  /** Names in lower case, values decoded. */
  readonly query: ReadonlyMap<string, string>
  /** Value of a header by its name in lower case. */
  header(name: string): string | undefined
  /** Names in lower case of all headers. */
  readonly headerNames: readonly string[]
}

type Scheme = 'SharedKey' | 'SharedKeyLite'

/** Standard headers in the order of the signed text, before and after the length. */
const beforeLength = ['content-encoding', 'content-language'] as const
const afterLength = ['content-md5', 'content-type'] as const
const conditional = ['if-modified-since', 'if-match', 'if-none-match', 'if-unmodified-since', 'range'] as const

/** Since this version a length of 0 is signed as nothing. */
const emptyLengthVersion = '2015-02-21'
/** Since this version headers without a value are signed, too. */
const emptyHeaderVersion = '2016-05-31'
/** Before this version the signed text was that of SharedKeyLite, with the whole query left out but `comp`. */
const firstLongVersion = '2009-09-19'

/**
 * The texts that a client may have signed for this request; it is one of them that its version of the protocol asks for.
 * @see https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key
 */
export function toSharedKeyTexts(request: SignedRequest, scheme: Scheme): readonly string[] {
  const version = request.header('x-ms-version') ?? ''
  const date = request.header('x-ms-date') === undefined ? value(request, 'date') : ''
  const isShort = scheme === 'SharedKeyLite' || version < firstLongVersion
  const texts = canonicalHeaderBlocks(request, version).map((headers) => {
    if (isShort) {
      const parts = [request.method, value(request, 'content-md5'), value(request, 'content-type'), date]
      return `${parts.join('\n')}\n${headers}${shortResource(request)}`
    }
    const parts = [
      request.method,
      ...beforeLength.map((name) => value(request, name)),
      signedLength(request, version),
      ...afterLength.map((name) => value(request, name)),
      date,
      ...conditional.map((name) => value(request, name)),
    ]
    return `${parts.join('\n')}\n${headers}${longResource(request)}`
  })
  return [...new Set(texts)]
}

const value = (request: SignedRequest, name: string): string => request.header(name) ?? ''

function signedLength(request: SignedRequest, version: string): string {
  const length = value(request, 'content-length')
  return length === '0' && version >= emptyLengthVersion ? '' : length
}

/** Libraries disagree about the order of some names and about white space, so that there may be more than one block. */
function canonicalHeaderBlocks(request: SignedRequest, version: string): readonly string[] {
  const names = request.headerNames.filter((name) => name.startsWith('x-ms-'))
  const signed = names.filter((name) => version >= emptyHeaderVersion || value(request, name) !== '')
  const toBlock = (sorted: readonly string[]) =>
    sorted.map((name) => `${name}:${value(request, name).trim().replaceAll(/\s+/g, ' ')}\n`).join('')
  const toRawBlock = (sorted: readonly string[]) =>
    sorted.map((name) => `${name}:${value(request, name).trim()}\n`).join('')
  const byCodes = [...signed].sort()
  // Libraries that sort by the rules of a language do not regard hyphens and underscores before letters.
  const byWords = [...signed].sort((a, b) => compareWords(a, b))
  return [...new Set([toRawBlock(byCodes), toBlock(byCodes), toRawBlock(byWords), toBlock(byWords)])]
}

const ranks = new Map(
  [...'-!#$%&*.^_|~+"\'(),/`0123456789:;<=>?@[]abcdefghijklmnopqrstuvwxyz{}'].map((letter, at) => [letter, at]),
)

function compareWords(a: string, b: string): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const difference = (ranks.get(a.charAt(at)) ?? -1) - (ranks.get(b.charAt(at)) ?? -1)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

function longResource({ account, path, query }: SignedRequest): string {
  const parameters = [...query.keys()].sort().map((name) => `\n${name}:${query.get(name)}`)
  return `/${account}${path}${parameters.join('')}`
}

function shortResource({ account, path, query }: SignedRequest): string {
  const component = query.get('comp')
  return `/${account}${path}${component === undefined ? '' : `?comp=${component}`}`
}

/**
 * The parameters of a query: names in lower case, values decoded.
 * @returns undefined where a name stands twice or something is not well encoded
 */
export function parseQuery(text: string): ReadonlyMap<string, string> | undefined {
  const query = new Map<string, string>()
  for (const part of text.split('&')) {
    if (part === '') continue
    const equals = part.indexOf('=')
    const name = decode(equals < 0 ? part : part.slice(0, equals))?.toLowerCase()
    const decoded = decode(equals < 0 ? '' : part.slice(equals + 1))
    if (name === undefined || decoded === undefined || query.has(name)) return undefined
    query.set(name, decoded)
  }
  return query
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
