import type { TextPlace } from '../../arm/json-fault.ts'

/**
 * Where in a JSON text the values of some paths begin; where a path ends too early, where its last part that is there
 * begins. All are found in one go. The text is known to be JSON.
 */
export function placesInJson(text: string, paths: readonly (readonly string[])[]): TextPlace[] {
  const start = skipBlank(text, text.charCodeAt(0) === 0xfeff ? 1 : 0)
  const found = paths.map(() => start)
  visit(
    { text, found },
    start,
    paths.map((path, index) => ({ index, rest: path })),
  )
  const lineStarts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1)
  return found.map((at) => {
    const line = countUpTo(lineStarts, at)
    return { line, column: at - (lineStarts[line - 1] ?? 0) + 1 }
  })
}

interface Wanted {
  readonly index: number
  readonly rest: readonly string[]
}

/** Notes the places of what is wanted in the value that begins at `from`, and returns where that ends. */
function visit(
  search: { readonly text: string; readonly found: number[] },
  from: number,
  wanted: readonly Wanted[],
): number {
  const { text, found } = search
  for (const { index } of wanted) found[index] = from
  const inside = wanted.filter(({ rest }) => rest.length > 0)
  const opening = text.charAt(from)
  if (inside.length === 0 || (opening !== '{' && opening !== '[')) return skipValue(text, from)
  const byKey = Map.groupBy(inside, ({ rest }) => rest[0] ?? '')
  let at = skipBlank(text, from + 1)
  for (let index = 0; text.charAt(at) !== '}' && text.charAt(at) !== ']'; index++) {
    let key = String(index)
    if (opening === '{') {
      const end = skipString(text, at)
      key = JSON.parse(text.slice(at, end)) as string
      at = skipBlank(text, skipBlank(text, end) + 1)
    }
    const wantedHere = byKey.get(key)
    at =
      wantedHere === undefined
        ? skipValue(text, at)
        : visit(
            search,
            at,
            wantedHere.map((one) => ({ index: one.index, rest: one.rest.slice(1) })),
          )
    at = skipBlank(text, at)
    if (text.charAt(at) === ',') at = skipBlank(text, at + 1)
  }
  return at + 1
}

const structural = /["{}[\]]/g
const scalarEnd = /[\s,\]}]|$/g
const blank = /[ \t\r\n]*/y

function skipValue(text: string, from: number): number {
  const first = text.charAt(from)
  if (first === '"') return skipString(text, from)
  if (first !== '{' && first !== '[') {
    scalarEnd.lastIndex = from
    return scalarEnd.exec(text)?.index ?? text.length
  }
  let depth = 0
  structural.lastIndex = from
  for (let match = structural.exec(text); match !== null; match = structural.exec(text)) {
    const [sign] = match
    if (sign === '"') structural.lastIndex = skipString(text, match.index)
    else {
      depth += sign === '{' || sign === '[' ? 1 : -1
      if (depth === 0) return match.index + 1
    }
  }
  return text.length
}

function skipString(text: string, from: number): number {
  let at = from + 1
  // Most strings have no backslash.
  for (;;) {
    const quote = text.indexOf('"', at)
    const backslash = text.slice(at, quote).indexOf('\\')
    if (backslash < 0) return quote + 1
    at += backslash + 2
  }
}

function skipBlank(text: string, from: number): number {
  blank.lastIndex = from
  blank.test(text)
  return blank.lastIndex
}

/** How many of the sorted numbers are no larger than `value`. */
function countUpTo(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low
}
