import type { HeaderArray } from './http.ts'

/** Values of a header (name in lower case) joined by `, `, or undefined. */
export function joinedHeader(headers: HeaderArray, lowerCaseName: string): string | undefined {
  let joined: string | undefined
  for (let at = 0; at < headers.length; at += 2) {
    const name = headers[at] as string
    if (name.length !== lowerCaseName.length || !isNamed(name, lowerCaseName)) continue
    const value = headers[at + 1] as string
    joined = joined === undefined ? value : `${joined}, ${value}`
  }
  return joined
}

/** Whether a field that frames the message or belongs to one connection; every hop writes its own. */
export function isConnectionHeader(name: string): boolean {
  switch (name.length) {
    case 7:
      return isNamed(name, 'upgrade')
    case 6:
      return isNamed(name, 'expect')
    case 10:
      return isNamed(name, 'connection') || isNamed(name, 'keep-alive')
    case 14:
      return isNamed(name, 'content-length')
    case 16:
      return isNamed(name, 'proxy-connection')
    case 17:
      return isNamed(name, 'transfer-encoding')
    default:
      return false
  }
}

/** The same array when it has no connection header, otherwise a copy without them. */
export function withoutConnectionHeaders(headers: HeaderArray): HeaderArray {
  for (let at = 0; at < headers.length; at += 2) {
    if (isConnectionHeader(headers[at] as string)) return copyWithoutConnectionHeaders(headers, at)
  }
  return headers
}

function copyWithoutConnectionHeaders(headers: HeaderArray, firstAt: number): HeaderArray {
  const kept = headers.slice(0, firstAt)
  for (let at = firstAt + 2; at < headers.length; at += 2) {
    const name = headers[at] as string
    if (!isConnectionHeader(name)) kept.push(name, headers[at + 1] as string)
  }
  return kept
}

/** Most names of the same length differ in the first letter; only the others are worth a copy in lower case. */
function isNamed(name: string, lowerCaseName: string): boolean {
  if (name === lowerCaseName) return true
  return (name.charCodeAt(0) | 32) === lowerCaseName.charCodeAt(0) && name.toLowerCase() === lowerCaseName
}
