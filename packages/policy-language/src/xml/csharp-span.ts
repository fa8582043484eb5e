/**
 * Finds where a C# expression `(…)` or block `{…}` ends, so that brackets inside strings, characters and comments do
 * not count. It only counts brackets; whether the code makes sense is not its business.
 */

const closerOf: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

interface Frame {
  /** Bracket that ends this frame. */
  readonly closer: string
  /** The frame is a hole of an interpolated string: behind its closer that string goes on. */
  readonly resumes?: StringForm
}

interface StringForm {
  readonly isVerbatim: boolean
  readonly isInterpolated: boolean
}

/**
 * @param open offset of the opening bracket
 * @returns offset behind the closing bracket, or undefined when it never closes
 */
export function endOfCSharp(text: string, open: number): number | undefined {
  const stack: Frame[] = []
  let i = open
  while (i < text.length) {
    const char = text.charAt(i)
    const next = text.charAt(i + 1)
    if (char === '/' && next === '/') {
      i = endOfLine(text, i)
    } else if (char === '/' && next === '*') {
      const end = text.indexOf('*/', i + 2)
      if (end < 0) return undefined
      i = end + 2
    } else if (char === "'") {
      const end = endOfCharacter(text, i + 1)
      if (end === undefined) return undefined
      i = end
    } else if (char === '"') {
      const end = skipString(text, i + 1, stringFormBefore(text, i), stack)
      if (end === undefined) return undefined
      i = end
    } else if (char in closerOf) {
      stack.push({ closer: closerOf[char] ?? '' })
      i++
    } else if (char === ')' || char === ']' || char === '}') {
      const frame = stack.pop()
      if (frame?.closer !== char) return undefined
      if (stack.length === 0) return i + 1
      i++
      if (frame.resumes !== undefined) {
        const end = skipString(text, i, frame.resumes, stack)
        if (end === undefined) return undefined
        i = end
      }
    } else i++
  }
  return undefined
}

function endOfLine(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 10 || code === 13) return i
  }
  return text.length
}

function endOfCharacter(text: string, from: number): number | undefined {
  for (let i = from; i < text.length; i++) {
    const char = text.charAt(i)
    if (char === '\\') i++
    else if (char === "'") return i + 1
    else if (char === '\n' || char === '\r') return undefined
  }
  return undefined
}

/** Reads the prefix `$`, `@`, `$@` or `@$` of the string that opens at `quote`. */
function stringFormBefore(text: string, quote: number): StringForm {
  const one = text.charAt(quote - 1)
  const two = text.charAt(quote - 2)
  return {
    isVerbatim: one === '@' || (one === '$' && two === '@'),
    isInterpolated: one === '$' || (one === '@' && two === '$'),
  }
}

/**
 * Goes on inside a string from `from`.
 * @returns offset behind its end, or behind the `{` of a hole, for which a frame was pushed
 */
function skipString(text: string, from: number, form: StringForm, stack: Frame[]): number | undefined {
  for (let i = from; i < text.length; i++) {
    const char = text.charAt(i)
    const isDoubled = text.charAt(i + 1) === char
    if (char === '"') {
      if (!form.isVerbatim || !isDoubled) return i + 1
      i++
    } else if (char === '\\' && !form.isVerbatim) {
      i++
    } else if (char === '{' && form.isInterpolated) {
      if (!isDoubled) {
        stack.push({ closer: '}', resumes: form })
        return i + 1
      }
      i++
    } else if ((char === '\n' || char === '\r') && !form.isVerbatim) {
      return undefined
    }
  }
  return undefined
}
