const names = [
  'Accept',
  'Accept-Encoding',
  'Accept-Language',
  'Authorization',
  'Cache-Control',
  'Content-Type',
  'If-Match',
  'If-Modified-Since',
  'If-None-Match',
  'Ocp-Apim-Trace',
  'Origin',
  'Prefer',
  'Range',
  'User-Agent',
  'X-Correlation-ID',
  'X-Request-ID',
] as const

const mediaTypes = [
  'application/json',
  'application/xml',
  'text/xml',
  'text/plain',
  'application/x-www-form-urlencoded',
]
const values: Readonly<Record<string, readonly string[]>> = {
  accept: [...mediaTypes.slice(0, 4), '*/*'],
  'accept-encoding': ['gzip', 'identity'],
  'cache-control': ['no-cache', 'no-store'],
  'content-type': [...mediaTypes, 'application/octet-stream'],
  'ocp-apim-trace': ['true'],
}

/** Names of headers that hold what was typed, those that begin with it first. */
export function suggestHeaders(typed: string): readonly string[] {
  const wanted = typed.trim().toLowerCase()
  const found = names.filter((name) => name.toLowerCase().includes(wanted))
  const begins = (name: string) => name.toLowerCase().startsWith(wanted)
  return [...found.filter(begins), ...found.filter((name) => !begins(name))]
}

/** What a header usually holds; none = anything. */
export const valuesOfHeader = (name: string): readonly string[] => values[name.trim().toLowerCase()] ?? []

export const suggestValues = (name: string, typed: string): readonly string[] =>
  valuesOfHeader(name).filter((value) => value.includes(typed.trim().toLowerCase()))
