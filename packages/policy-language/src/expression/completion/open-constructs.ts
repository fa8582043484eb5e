/** A bracket that C# has opened and not yet closed. */
export interface OpenBracket {
  readonly opener: '(' | '[' | '{'
  /** The word before it, such as `try`; empty where another character stands there. */
  readonly wordBefore: string
  /** The bracket is the hole of an interpolated string: behind it that string has to be closed, too. */
  readonly isHole: boolean
  /** Conditions `a ? b` inside it that wait for their colon, as far as can be told without reading types. */
  readonly waitingColons: number
  /** Semicolons inside it. */
  readonly semicolons: number
}

/** What is open where C# breaks off. */
export interface OpenConstructs {
  readonly brackets: readonly OpenBracket[]
  /** Text of a string, a character or a comment: nothing there is code. */
  readonly isInText: boolean
}

interface Frame {
  opener: '(' | '[' | '{'
  wordBefore: string
  hole: StringForm | undefined
  waitingColons: number
  semicolons: number
}

interface StringForm {
  readonly isVerbatim: boolean
  readonly isInterpolated: boolean
}

/**
 * Reads C# that breaks off anywhere.
 * @param from offset of the opening bracket of the whole
 * @returns undefined when its brackets do not match, or when it is closed before it breaks off
 */
export function readOpenConstructs(code: string, from: number): OpenConstructs | undefined {
  const frames: Frame[] = []
  let at = from
  /** Goes on inside a string. @returns whether it ends or opens a hole */
  const skipString = (form: StringForm): boolean => {
    for (; at < code.length; at++) {
      const char = code.charAt(at)
      const isDoubled = code.charAt(at + 1) === char
      if (char === '"') {
        if (!form.isVerbatim || !isDoubled) {
          at++
          return true
        }
        at++
      } else if (char === '\\' && !form.isVerbatim) at++
      else if (char === '{' && form.isInterpolated) {
        if (!isDoubled) {
          frames.push({ opener: '{', wordBefore: '', hole: form, waitingColons: 0, semicolons: 0 })
          at++
          return true
        }
        at++
      }
    }
    return false
  }
  const inText = { brackets: [], isInText: true } as const
  while (at < code.length) {
    const char = code.charAt(at)
    const next = code.charAt(at + 1)
    const frame = frames.at(-1)
    if (char === '/' && (next === '/' || next === '*')) {
      const end = next === '/' ? code.slice(at).search(/[\r\n]/) : code.indexOf('*/', at + 2) - at
      if (end < 0) return inText
      at += next === '/' ? end : end + 2
    } else if (char === "'") {
      const end = /^'(?:\\.|[^'\\\r\n])*'/.exec(code.slice(at))?.[0].length
      if (end === undefined) return inText
      at += end
    } else if (char === '"') {
      const form = stringFormBefore(code, at)
      at++
      if (!skipString(form)) return inText
    } else if (char === '(' || char === '[' || char === '{') {
      const wordBefore = /(\w+)\s*$/.exec(code.slice(Math.max(from, at - 40), at))?.[1] ?? ''
      frames.push({ opener: char, wordBefore, hole: undefined, waitingColons: 0, semicolons: 0 })
      at++
    } else if (char === ')' || char === ']' || char === '}') {
      if (frame === undefined || closerOf[frame.opener] !== char) return undefined
      frames.pop()
      at++
      if (frames.length === 0) return undefined
      if (frame.hole !== undefined && !skipString(frame.hole)) return inText
    } else {
      if (frame !== undefined) countIn(frame, char, next)
      at += char === '?' && next === '?' ? 2 : 1
    }
  }
  return {
    brackets: frames.map(({ hole, ...frame }) => ({ ...frame, isHole: hole !== undefined })),
    isInText: false,
  }
}

export const closerOf = { '(': ')', '[': ']', '{': '}' } as const

function countIn(frame: Frame, char: string, next: string): void {
  if (char === '?') {
    if (!'?.['.includes(next) || next === '') frame.waitingColons++
  } else if (char === ':') frame.waitingColons = Math.max(0, frame.waitingColons - 1)
  else if (char === ',') frame.waitingColons = 0
  else if (char === ';') {
    frame.waitingColons = 0
    frame.semicolons++
  }
}

/** The prefix `$`, `@`, `$@` or `@$` of the string that opens at `quote`. */
function stringFormBefore(code: string, quote: number): StringForm {
  const one = code.charAt(quote - 1)
  const two = code.charAt(quote - 2)
  return {
    isVerbatim: one === '@' || (one === '$' && two === '@'),
    isInterpolated: one === '$' || (one === '@' && two === '$'),
  }
}
