import type { CallRefusal } from '@sluice/contracts'

export interface RulePlace {
  /** Of the document, below the instance: `/apis/echo-api/policies/policy`. */
  readonly document: string
  /** `global`, `product`, `api`, `operation` or `fragment`. */
  readonly scope: string
  /** What the document belongs to, below the instance: `/products/starter`; empty = the instance itself. */
  readonly of: string
  readonly line: number | null
  readonly column: number | null
  /** Page that shows the line. */
  readonly href: string
}

const scopes = [
  { scope: 'operation', form: /^\/apis\/[^/]+\/operations\/[^/]+$/ },
  { scope: 'api', form: /^\/apis\/[^/]+$/ },
  { scope: 'product', form: /^\/products\/[^/]+$/ },
  { scope: 'fragment', form: /^\/policyfragments\/[^/]+$/ },
  { scope: 'global', form: /^$/ },
] as const

/** Where a rule is written, with the page that shows it; undefined where it is written nowhere. */
export function placeOfRule(service: string, { document, line, column }: CallRefusal): RulePlace | undefined {
  const root = `/services/${service.toLowerCase()}`
  if (document === undefined || !document.startsWith(`${root}/`)) return undefined
  const below = document.slice(root.length)
  const of = below.replace(/\/policies\/policy$/, '')
  const scope = scopes.find(({ form }) => form.test(of))?.scope
  if (scope === undefined) return undefined
  const page = `/publisher/${encodeURIComponent(service)}`
  const query = new URLSearchParams()
  if (scope !== 'fragment' && scope !== 'global') query.set('scope', of)
  if (line !== undefined) query.set('line', String(line))
  const name = encodeURIComponent(of.slice(of.lastIndexOf('/') + 1))
  const path = scope === 'fragment' ? `${page}/fragments/${name}` : `${page}/policies`
  return {
    document: below,
    scope,
    of,
    line: line ?? null,
    column: column ?? null,
    href: query.size === 0 ? path : `${path}?${query}`,
  }
}
