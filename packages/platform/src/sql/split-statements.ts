const openings: Readonly<Record<string, string>> = { "'": "'", '"': '"', '`': '`', '[': ']' }

export interface ScriptStatement {
  readonly sql: string
  /** Of the script, from 1, in which it begins. */
  readonly line: number
}

/** The statements of a script, by their semicolons: those in texts, quoted names and comments end none. */
export function splitStatements(script: string): ScriptStatement[] {
  const statements: ScriptStatement[] = []
  let start = 0
  let isEmpty = true
  const end = (place: number) => {
    if (!isEmpty) {
      const text = script.slice(start, place)
      const blanks = text.length - text.trimStart().length
      statements.push({ sql: text.trim(), line: script.slice(0, start + blanks).split('\n').length })
    }
    start = place + 1
    isEmpty = true
  }
  for (let place = 0; place < script.length; place += 1) {
    const sign = script[place] as string
    const comment = commentEnd(script, place)
    const closing = openings[sign]
    if (comment !== undefined) place = comment
    else if (sign === ';') end(place)
    else {
      if (!/\s/.test(sign)) isEmpty = false
      // A doubled quote ends one text and begins the next, which comes to the same.
      if (closing !== undefined) place = placeOf(script, closing, place + 1)
    }
  }
  end(script.length)
  return statements
}

function commentEnd(script: string, place: number): number | undefined {
  if (script.startsWith('--', place)) return placeOf(script, '\n', place)
  return script.startsWith('/*', place) ? placeOf(script, '*/', place + 2) + 1 : undefined
}

function placeOf(script: string, wanted: string, from: number): number {
  const found = script.indexOf(wanted, from)
  return found < 0 ? script.length : found
}
