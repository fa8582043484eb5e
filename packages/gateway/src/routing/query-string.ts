import { foldCase } from './fold-case.ts'

/**
 * Value of the first query parameter of this name in any case, decoded as a form (`+` is a space).
 * @param query with its `?`, or empty
 * @returns empty text for a parameter without a value, undefined when there is none of the name
 */
export function findQueryValue(query: string, foldedName: string): string | undefined {
  for (let from = 1; from < query.length; ) {
    const ampersand = query.indexOf('&', from)
    const end = ampersand < 0 ? query.length : ampersand
    const equals = query.indexOf('=', from)
    const nameEnd = equals < 0 || equals > end ? end : equals
    if (isName(query.slice(from, nameEnd), foldedName)) {
      return nameEnd === end ? '' : decodeFormText(query.slice(nameEnd + 1, end))
    }
    from = end + 1
  }
  return undefined
}

function isName(raw: string, foldedName: string): boolean {
  if (raw.length < foldedName.length) return false
  if (raw === foldedName || foldCase(raw) === foldedName) return true
  return /[%+]/.test(raw) && foldCase(decodeFormText(raw)) === foldedName
}

/** A name or value of a query as a form writes it; text that is not properly encoded stands for itself. */
export function decodeFormText(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    // Not proper percent-encoded UTF-8: it stands for itself, as in a path.
    return spaced
  }
}
