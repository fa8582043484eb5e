export interface TemplatePart {
  /** Where it begins. */
  readonly at: number
  readonly text: string
  readonly isParameter: boolean
}

/** A URL template in its parameters (`{id}`) and what is between them. */
export function splitTemplate(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = []
  let end = 0
  for (const match of template.matchAll(/\{[^{}]*\}/g)) {
    if (match.index > end) parts.push({ at: end, text: template.slice(end, match.index), isParameter: false })
    parts.push({ at: match.index, text: match[0], isParameter: true })
    end = match.index + match[0].length
  }
  if (end < template.length) parts.push({ at: end, text: template.slice(end), isParameter: false })
  return parts
}
