/** JSON with everything that XML can show: order of members, members of the same name, digits of numbers. */
export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, JsonNode])[] }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly text: string }
  /** Digits as they are written. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }

const maxDepth = 512
const whiteSpace = /[ \t\r\n]*/y
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these in strings
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y

/** JSON.parse would sort members that look like numbers and lose digits. @throws SyntaxError with the place */
export function parseJson(text: string): JsonNode {
  let at = 0

  const fail = (expected: string): never => {
    const found = at < text.length ? `'${text.charAt(at)}'` : 'the end'
    throw new SyntaxError(`at character ${at + 1}, ${expected} is expected, not ${found}`)
  }
  const skip = (): void => {
    whiteSpace.lastIndex = at
    whiteSpace.test(text)
    at = whiteSpace.lastIndex
  }
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) at += found.length
    return found
  }
  const takeString = (): string => {
    const found = take(string) ?? fail('a proper string')
    return found.includes('\\') ? String(JSON.parse(found)) : found.slice(1, -1)
  }
  const takeSign = (sign: string): boolean => {
    skip()
    if (text.charAt(at) !== sign) return false
    at++
    return true
  }
  const takeWord = <T extends JsonNode>(word: string, node: T): T => {
    if (!text.startsWith(word, at)) fail('a value')
    at += word.length
    return node
  }

  const takeObject = (depth: number): JsonNode => {
    at++
    const members: (readonly [string, JsonNode])[] = []
    if (takeSign('}')) return { kind: 'object', members }
    do {
      skip()
      if (text.charAt(at) !== '"') fail('a name in quotes')
      const name = takeString()
      if (!takeSign(':')) fail("':'")
      members.push([name, takeValue(depth + 1)])
    } while (takeSign(','))
    if (!takeSign('}')) fail("',' or '}'")
    return { kind: 'object', members }
  }
  const takeArray = (depth: number): JsonNode => {
    at++
    const items: JsonNode[] = []
    if (takeSign(']')) return { kind: 'array', items }
    do items.push(takeValue(depth + 1))
    while (takeSign(','))
    if (!takeSign(']')) fail("',' or ']'")
    return { kind: 'array', items }
  }
  const takeValue = (depth: number): JsonNode => {
    if (depth > maxDepth) throw new SyntaxError(`values are nested more than ${maxDepth} levels deep`)
    skip()
    switch (text.charAt(at)) {
      case '{':
        return takeObject(depth)
      case '[':
        return takeArray(depth)
      case '"':
        return { kind: 'string', text: takeString() }
      case 't':
        return takeWord('true', { kind: 'boolean', value: true })
      case 'f':
        return takeWord('false', { kind: 'boolean', value: false })
      case 'n':
        return takeWord('null', { kind: 'null' })
      default:
        return { kind: 'number', text: take(number) ?? fail('a value') }
    }
  }

  const value = takeValue(0)
  skip()
  if (at < text.length) fail('the end')
  return value
}
