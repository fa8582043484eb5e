import { traceMask } from '@sluice/contracts/call-trace'
import { secretHeaders, secretParameters } from '../tracing/masks.ts'
import type { Hidings } from './call-diagnostic.ts'

/** What the compatible service writes where a diagnostic masks. */
const hiddenText = 'hidden'

/**
 * A query without the values of keys and signatures, and of what a diagnostic hides.
 * @param query with its `?`, or empty
 * @param keyName parameter of the subscription key
 */
export function hideParameters(query: string, hidings: Hidings, keyName: string | undefined): string {
  if (query.length < 2) return query
  const key = keyName?.toLowerCase()
  const shown: string[] = []
  for (const part of query.slice(1).split('&')) {
    const written = part.split('=', 1)[0] as string
    const name = decoded(written).toLowerCase()
    const mode = hidings.get(name) ?? hidings.get('*')
    if (mode === 'Hide') continue
    if (mode === 'Mask') shown.push(`${written}=${hiddenText}`)
    else if (name === key || secretParameters.has(name)) shown.push(`${written}=${traceMask}`)
    else shown.push(part)
  }
  return shown.length === 0 ? '' : `?${shown.join('&')}`
}

/** @returns undefined = the field is not shown at all */
export function hideHeader(name: string, value: string, hidings: Hidings): string | undefined {
  const lowerCase = name.toLowerCase()
  const mode = hidings.get(lowerCase) ?? hidings.get('*')
  if (mode === 'Hide') return undefined
  if (mode === 'Mask') return hiddenText
  return secretHeaders.has(lowerCase) ? traceMask : value
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '))
  } catch {
    // What is no encoding is a name as it stands.
    return name
  }
}
