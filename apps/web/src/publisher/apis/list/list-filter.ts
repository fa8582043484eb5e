import { quote } from '../../../shared/api-client/resource.ts'

/** The filter of the list: current revisions, whose name or path holds what is looked for. */
export function apiFilter(search = ''): string {
  const text = search.trim()
  const isCurrent = 'isCurrent eq true'
  if (text === '') return isCurrent
  // Paths are kept without the slash that people write before them.
  const path = text.replace(/^\/+/, '')
  const terms = [`contains(displayName,${quote(text)})`, ...(path === '' ? [] : [`contains(path,${quote(path)})`])]
  return `${isCurrent} and (${terms.join(' or ')})`
}
