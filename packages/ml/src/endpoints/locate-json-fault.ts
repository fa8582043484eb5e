/** What may come next. */
type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or end' | 'nothing'

const word = /[-+.\w]+/y
const literal = /^(?:true|false|null|NaN|-?Infinity|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/

/**
 * Where a text stops being JSON: the place of the first thing that cannot stand there, or the text's length when it
 * only ends too early. Only for texts that were refused; the messages of the engine's parser name no place.
 */
export function locateJsonFault(text: string): number {
  const closers: ('}' | ']')[] = []
  let expected: Expected = 'value'
  let at = 0
  const afterValue = (): Expected => (closers.length === 0 ? 'nothing' : ', or end')
  while (true) {
    while (' \t\r\n'.includes(text.charAt(at)) && at < text.length) at += 1
    if (at >= text.length) return text.length
    const character = text.charAt(at)
    const isValueExpected = expected === 'value' || expected === 'value or ]'
    if (character === '"') {
      const end = endOfString(text, at)
      if (end === undefined) return text.length
      if (!isJson(text.slice(at, end))) return at
      if (isValueExpected) expected = afterValue()
      else if (expected === 'name' || expected === 'name or }') expected = ':'
      else return at
      at = end
      continue
    }
    if (isValueExpected && (character === '{' || character === '[')) {
      closers.push(character === '{' ? '}' : ']')
      expected = character === '{' ? 'name or }' : 'value or ]'
    } else if (expected === ':' && character === ':') {
      expected = 'value'
    } else if (expected === ', or end' && character === ',') {
      expected = closers.at(-1) === '}' ? 'name' : 'value'
    } else if (
      character === closers.at(-1) &&
      (expected === ', or end' || (character === '}' ? expected === 'name or }' : expected === 'value or ]'))
    ) {
      closers.pop()
      expected = afterValue()
    } else {
      word.lastIndex = at
      const found = word.exec(text)?.[0]
      if (!isValueExpected || found === undefined || !literal.test(found)) return at
      expected = afterValue()
      at += found.length
      continue
    }
    at += 1
  }
}

/** Place after the closing quote of the string that opens at `start`; undefined when it does not end. */
export function endOfString(text: string, start: number): number | undefined {
  for (let at = start + 1; ; at += 1) {
    at = text.indexOf('"', at)
    if (at < 0) return undefined
    let backslashes = 0
    while (text[at - 1 - backslashes] === '\\') backslashes += 1
    if (backslashes % 2 === 0) return at + 1
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // The question is only whether it can be read.
    return false
  }
}
