import { quote } from '../../shared/api-client/resource.ts'

/** Fields that a search of APIs looks into. A path may be written with the slash that it begins with in addresses. */
export function toApiFilter(search: string): string | undefined {
  const text = search.trim()
  if (text === '') return undefined
  const path = text.replace(/^\/+|\/+$/g, '')
  const terms = [
    `contains(displayName,${quote(text)})`,
    `contains(description,${quote(text)})`,
    ...(path === '' ? [] : [`contains(path,${quote(path)})`]),
  ]
  return terms.join(' or ')
}

/** Whether a text is in one of the values, whatever its case. */
export function isFound(search: string, values: readonly (string | null | undefined)[]): boolean {
  const text = search.trim().toLowerCase()
  return text === '' || values.some((value) => value?.toLowerCase().includes(text) === true)
}
