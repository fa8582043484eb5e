import { decodeUrlText } from './fold-case.ts'
import { findQueryValue } from './query-string.ts'
import { collectParameters } from './text-pattern.ts'
import type { UrlTemplate } from './url-template.ts'

/**
 * Values of a template's parameters in a path and query that match it, decoded, by name in its own case. Read again
 * from the texts instead of being kept while matching, because most calls never ask.
 */
export function readMatchedParameters(template: UrlTemplate, path: string, query: string): Map<string, string> {
  const values = new Map<string, string>()
  let from = 1
  for (const pattern of template.segments) {
    const slash = path.indexOf('/', from)
    const end = slash < 0 ? path.length : slash
    if (pattern.kind !== 'literal') collectParameters(pattern, decodeUrlText(path.slice(from, end)), values)
    from = end + 1
  }
  if (template.rest?.name !== undefined) values.set(template.rest.name, decodeUrlText(path.slice(from)))
  for (const { foldedName, value } of template.query) {
    if (value === undefined || value.kind === 'literal') continue
    collectParameters(value, findQueryValue(query, foldedName) ?? '', values)
  }
  return values
}
