/** A place in a text, both counted from 1. */
export interface TextPlace {
  readonly line: number
  readonly column: number
}

/** The first thing that keeps a text from being JSON. */
export interface JsonFault extends TextPlace {
  /** What stands there, or undefined when the text ends too early. */
  readonly found: string | undefined
}

type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | 'next' | 'end'

const blank = /[ \t\r\n]*/y
const string = /"(?:[^"\\\p{Cc}]+|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/uy
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y

/** Where a text stops being JSON: what JSON.parse says about it has no place for short texts. Undefined = nowhere. */
export function findJsonFault(text: string): JsonFault | undefined {
  const open: ('{' | '[')[] = []
  let expected: Expected = 'value'
  let at = 0
  const eat = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    const isFound = pattern.test(text)
    if (isFound) at = pattern.lastIndex
    return isFound
  }
  const afterValue = (): Expected => (open.length === 0 ? 'end' : 'next')

  for (;;) {
    eat(blank)
    const character = text.charAt(at)
    if (expected === 'end') return character === '' ? undefined : toFault(text, at)
    const isValue: boolean = expected === 'value' || expected === 'value or ]'
    const isName: boolean = expected === 'name' || expected === 'name or }'
    if ((isValue || isName) && character === '"') {
      eat(string)
      if (text.charAt(at) !== '"') return toFault(text, at)
      at += 1
      expected = isName ? ':' : afterValue()
    } else if (isValue && (character === '{' || character === '[')) {
      open.push(character)
      at += 1
      expected = character === '{' ? 'name or }' : 'value or ]'
    } else if (isValue && eat(scalar)) {
      expected = afterValue()
    } else if (expected === ':' && character === ':') {
      at += 1
      expected = 'value'
    } else if (expected === 'next' && character === ',') {
      at += 1
      expected = open.at(-1) === '{' ? 'name' : 'value'
    } else if (isClosing(character, expected, open.at(-1))) {
      open.pop()
      at += 1
      expected = afterValue()
    } else {
      return toFault(text, at)
    }
  }
}

function isClosing(character: string, expected: Expected, innermost: '{' | '[' | undefined): boolean {
  if (character === '}') return innermost === '{' && (expected === 'next' || expected === 'name or }')
  return character === ']' && innermost === '[' && (expected === 'next' || expected === 'value or ]')
}

function toFault(text: string, at: number): JsonFault {
  const before = text.slice(0, at)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: at - lineStart + 1, found: text.charAt(at) || undefined }
}
