/** What begins a part of SQL in which a semicolon ends nothing, and what ends it. */
const enclosures: readonly (readonly [begin: string, end: string])[] = [
  ["'", "'"],
  ['"', '"'],
  ['`', '`'],
  ['[', ']'],
  ['--', '\n'],
  ['/*', '*/'],
]

/** The statements of a script; those without anything but space and comments are left out. */
export function splitStatements(script: string): string[] {
  const statements: string[] = []
  let start = 0
  let hasWords = false
  const finish = (end: number) => {
    if (hasWords) statements.push(script.slice(start, end).trim())
    start = end + 1
    hasWords = false
  }
  for (let at = 0; at < script.length; at += 1) {
    const enclosure = enclosures.find(([begin]) => script.startsWith(begin, at))
    if (enclosure !== undefined) {
      const [begin, end] = enclosure
      const close = script.indexOf(end, at + begin.length)
      if (begin !== '--' && begin !== '/*') hasWords = true
      at = close < 0 ? script.length : close + end.length - 1
    } else if (script[at] === ';') finish(at)
    else if (/\S/.test(script[at] as string)) hasWords = true
  }
  finish(script.length)
  return statements
}
