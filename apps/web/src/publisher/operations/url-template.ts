/** A part of a URL template as it is shown: text as it is written, or a variable in its braces. */
export interface TemplatePiece {
  readonly text: string
  /** Name of the variable; undefined = plain text. */
  readonly variable?: string
  /** Of the text before it, for what tells pieces apart. */
  readonly at: number
}

const variable = /\{(\*?[^{}/?&#\s]+)\}/g

/** Splits a template, however unfinished, into plain text and variables. */
export function splitTemplate(template: string): readonly TemplatePiece[] {
  const pieces: TemplatePiece[] = []
  let done = 0
  for (const { index, 0: text, 1: name = '' } of template.matchAll(variable)) {
    if (index > done) pieces.push({ text: template.slice(done, index), at: done })
    pieces.push({ text, variable: name.replace(/^\*/, ''), at: index })
    done = index + text.length
  }
  if (done < template.length) pieces.push({ text: template.slice(done), at: done })
  return pieces
}

/** Names of the variables in path and query, each once, in the order of the template. */
export const variablesOf = (template: string): readonly string[] => [
  ...new Set(
    splitTemplate(template).flatMap(({ variable: name }) => (name === undefined || name === '' ? [] : [name])),
  ),
]

/**
 * The parameters for these variables: what is known of a name stays, others are new.
 * @param known the present ones, and those that were there before the template was changed
 */
export const matchParameters = <Parameter extends { readonly name: string }>(
  names: readonly string[],
  known: readonly Parameter[],
  create: (name: string) => Parameter,
): readonly Parameter[] => names.map((name) => known.find((one) => one.name === name) ?? create(name))
