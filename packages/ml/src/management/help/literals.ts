/** JSON values as literals of the languages of the samples; texts of users cannot leave their quotes. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

export const toJsonText = (value: unknown): string => JSON.stringify(value, null, 2)

export function toPython(value: unknown, indent = ''): string {
  const json = value as Json
  if (json === null) return 'None'
  if (json === true) return 'True'
  if (json === false) return 'False'
  // Escapes of JSON strings are those of Python, but for a surrogate pair, which JSON.stringify does not write.
  if (typeof json !== 'object') return JSON.stringify(json)
  const deeper = `${indent}    `
  const lines = Array.isArray(json)
    ? json.map((item: Json) => toPython(item, deeper))
    : Object.entries(json).map(([name, item]) => `${JSON.stringify(name)}: ${toPython(item, deeper)}`)
  const [open, close] = Array.isArray(json) ? ['[', ']'] : ['{', '}']
  return lines.length === 0
    ? open + close
    : `${open}\n${lines.map((line) => `${deeper}${line},\n`).join('')}${indent}${close}`
}

/** A verbatim string, in which only the quote is special. */
export const toCSharp = (text: string): string => `@"${text.replaceAll('"', '""')}"`

/** Escapes of JSON strings are those of R. */
export const toR = (text: string): string => JSON.stringify(text)

/** A text between quotes that the shell leaves alone. */
export const toShell = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
