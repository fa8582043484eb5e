import type { SubscriptionScope } from './gateway-snapshot.ts'

/**
 * Reads `/products/{id}`, `/apis/{id}`, `/apis` or `/`, alone or at the end of a longer path; letter case does not
 * count. A scope of any other form opens nothing.
 */
export function parseSubscriptionScope(text: string): SubscriptionScope {
  const parts = text
    .toLowerCase()
    .split('/')
    .filter((part) => part !== '')
  const last = parts.at(-1)
  const collection = parts.at(-2)
  if (last === undefined) return { kind: 'all' }
  if (collection === 'products') return { kind: 'product', name: last }
  if (collection === 'apis') return { kind: 'api', name: last }
  if (last === 'apis' || collection === 'service' || collection === 'services') return { kind: 'all' }
  return { kind: 'none' }
}
