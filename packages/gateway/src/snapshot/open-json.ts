import type { OpenSecret } from './definition-drafts.ts'

/** What management sealed as JSON. @throws Error that does not quote it, as a reader of JSON would */
export function openJson(openSecret: OpenSecret, sealed: string, purpose: string): unknown {
  const text = openSecret(sealed, purpose)
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('What was sealed is not JSON.')
  }
}
