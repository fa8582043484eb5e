import type { TextPlace } from '../../arm/json-fault.ts'

/**
 * Where in a JSON text the value of a path begins; where the path ends too early, where its last part that is there
 * begins. The text is known to be JSON.
 */
export function placeInJson(text: string, path: readonly string[]): TextPlace {
  let at = skipBlank(text, text.charCodeAt(0) === 0xfeff ? 1 : 0)
  for (const key of path) {
    const found = enter(text, at, key)
    if (found === undefined) break
    at = found
  }
  const before = text.slice(0, at)
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') }
}

/** The start of one member of the object or array that begins at `at`. */
function enter(text: string, at: number, key: string): number | undefined {
  const opening = text.charAt(at)
  if (opening !== '{' && opening !== '[') return undefined
  let found: number | undefined
  let next = skipBlank(text, at + 1)
  for (let index = 0; text.charAt(next) !== '}' && text.charAt(next) !== ']'; index++) {
    let name = String(index)
    if (opening === '{') {
      const end = skipString(text, next)
      name = JSON.parse(text.slice(next, end)) as string
      next = skipBlank(text, skipBlank(text, end) + 1)
    }
    // Of several members of one name the last counts.
    if (name === key) found = next
    next = skipBlank(text, skipValue(text, next))
    if (text.charAt(next) === ',') next = skipBlank(text, next + 1)
  }
  return found
}

function skipValue(text: string, from: number): number {
  let depth = 0
  let at = from
  do {
    const character = text.charAt(at)
    if (character === '"') at = skipString(text, at)
    else if (character === '{' || character === '[') {
      depth++
      at++
    } else if (character === '}' || character === ']') {
      depth--
      at++
    } else if (depth > 0 && /[,:\s]/.test(character)) at++
    else at = skipScalar(text, at)
  } while (depth > 0)
  return at
}

function skipString(text: string, from: number): number {
  let at = from + 1
  while (text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1
  return at + 1
}

function skipScalar(text: string, from: number): number {
  let at = from
  while (at < text.length && !/[\s,\]}]/.test(text.charAt(at))) at++
  return at
}

function skipBlank(text: string, from: number): number {
  let at = from
  while (/[ \t\r\n]/.test(text.charAt(at))) at++
  return at
}
