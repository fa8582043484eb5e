const space = new Set([' ', '\t', '\n', '\r'])

/**
 * JSON with one value a line. Numbers and texts stay as they were written: reading and writing them anew would round
 * large numbers.
 * @returns undefined where the text is no JSON
 */
export function formatJson(text: string): string | undefined {
  try {
    JSON.parse(text)
  } catch {
    // Not JSON: it is shown as it came.
    return undefined
  }
  const parts: string[] = []
  let depth = 0
  const line = () => `\n${'  '.repeat(depth)}`
  let at = 0
  while (at < text.length) {
    const character = text[at] ?? ''
    if (space.has(character)) at += 1
    else if (character === '"') {
      const end = endOfText(text, at)
      parts.push(text.slice(at, end))
      at = end
    } else if (character === '{' || character === '[') {
      const closing = nextMark(text, at + 1)
      if (text[closing] === '}' || text[closing] === ']') {
        parts.push(character, text[closing] ?? '')
        at = closing + 1
      } else {
        depth += 1
        parts.push(character, line())
        at += 1
      }
    } else if (character === '}' || character === ']') {
      depth -= 1
      parts.push(line(), character)
      at += 1
    } else if (character === ',') {
      parts.push(',', line())
      at += 1
    } else if (character === ':') {
      parts.push(': ')
      at += 1
    } else {
      const end = endOfWord(text, at)
      parts.push(text.slice(at, end))
      at = end
    }
  }
  return parts.join('')
}

/** Of a number, `true`, `false`, `null`. */
function endOfWord(text: string, from: number): number {
  let at = from + 1
  while (at < text.length && !/[\s,:{}[\]"]/.test(text[at] ?? '')) at += 1
  return at
}

function endOfText(text: string, from: number): number {
  let at = from + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

function nextMark(text: string, from: number): number {
  let at = from
  while (space.has(text[at] ?? '')) at += 1
  return at
}
