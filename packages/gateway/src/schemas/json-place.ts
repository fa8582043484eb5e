/** Line and column in a text, both from 1, of what a reader has read last. */
export interface JsonPlace {
  readonly line: number
  readonly position: number
}

const token = /[\s,:]*(?:("(?:[^"\\]|\\.)*")|(-?\d[\d.eE+-]*|true|false|null)|([{}[\]]))/y

/**
 * Where in a JSON text, which is known to be proper, the value stands that a pointer such as `/items/0/name` means:
 * the end of a text or number, the begin of an object or list.
 */
export function findJsonPlace(text: string, pointer: string): JsonPlace {
  const wanted = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  let at = 0
  const take = (): string => {
    token.lastIndex = at
    const found = token.exec(text)
    if (found === null) return ''
    at = token.lastIndex
    return found[1] ?? found[2] ?? found[3] ?? ''
  }
  const skip = (first: string): void => {
    let depth = first === '{' || first === '[' ? 1 : 0
    while (depth > 0) {
      const next = take()
      if (next === '') return
      if (next === '{' || next === '[') depth += 1
      if (next === '}' || next === ']') depth -= 1
    }
  }
  let current = take()
  for (const part of wanted) {
    let isFound = false
    for (let index = 0; !isFound; index += 1) {
      let name = String(index)
      if (current === '{') {
        const key = take()
        if (key === '}' || key === '') break
        name = String(JSON.parse(key))
      }
      const before = at
      const value = take()
      if (value === '' || value === ']') {
        at = before
        break
      }
      isFound = name === part
      if (isFound) current = value
      else skip(value)
    }
    if (!isFound) break
  }
  const read = text.slice(0, at)
  const lineStart = read.lastIndexOf('\n') + 1
  return { line: read.split('\n').length, position: at - lineStart }
}
