import { foldCase } from './fold-case.ts'

/** What one path segment, or the value of one query parameter, has to look like. */
export type TextPattern =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string }
  /** `Fn(a={x})`: literals around parameters, one literal more than names; only the first and last may be empty. */
  | { readonly kind: 'mixed'; readonly literals: readonly string[]; readonly names: readonly string[] }

/** Patterns of one shape match the same texts: names of parameters and letter case do not count. */
export function shapeOfPattern(pattern: TextPattern): string {
  if (pattern.kind === 'literal') return `=${foldCase(pattern.text)}`
  if (pattern.kind === 'parameter') return '{}'
  return `~${pattern.literals.map(foldCase).join('{}')}`
}

export const namesOfPattern = (pattern: TextPattern): readonly string[] => {
  if (pattern.kind === 'literal') return []
  return pattern.kind === 'parameter' ? [pattern.name] : pattern.names
}

/** How much of a mixed pattern is fixed; the more, the more specific. */
export const literalLength = (literals: readonly string[]): number =>
  literals.reduce((sum, literal) => sum + literal.length, 0)

/**
 * Finds a mixed pattern's parameters in a text, each at least one character. Each literal is taken where it is first
 * found, which leaves the most for the rest: no way back is needed, and no text makes this slow.
 * @param foldedLiterals literals after `foldCase`
 * @returns start and end of each parameter, flat; undefined when the text does not match
 */
export function findParameters(foldedLiterals: readonly string[], foldedText: string): number[] | undefined {
  const last = foldedLiterals.length - 1
  const suffix = foldedLiterals[last] ?? ''
  const prefix = foldedLiterals[0] ?? ''
  const end = foldedText.length - suffix.length
  if (!foldedText.startsWith(prefix) || !foldedText.endsWith(suffix)) return undefined
  const spans: number[] = []
  let from = prefix.length
  for (let index = 1; index < last; index++) {
    const literal = foldedLiterals[index] ?? ''
    const at = foldedText.indexOf(literal, from + 1)
    if (at < 0 || at + literal.length > end) return undefined
    spans.push(from, at)
    from = at + literal.length
  }
  if (end - from < 1) return undefined
  spans.push(from, end)
  return spans
}

/** Adds the parameters of a pattern with their values to a map. The text is known to match. */
export function collectParameters(pattern: TextPattern, text: string, into: Map<string, string>): void {
  if (pattern.kind === 'parameter') into.set(pattern.name, text)
  if (pattern.kind !== 'mixed') return
  const spans = findParameters(pattern.literals.map(foldCase), foldCase(text)) ?? []
  pattern.names.forEach((name, index) => {
    into.set(name, text.slice(spans[index * 2], spans[index * 2 + 1]))
  })
}
