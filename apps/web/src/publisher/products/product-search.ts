import * as z from 'zod'
import { quote } from '../../shared/api-client/resource.ts'
import { listSearch } from '../../shared/routing/list-search.ts'

export const productStates = ['published', 'notPublished'] as const

/** What the address says of the list of products. */
export const productSearch = listSearch.extend({ state: z.enum(productStates).optional().catch(undefined) })
export type ProductSearch = z.infer<typeof productSearch>

export function toProductFilter({ q, state }: ProductSearch): string | undefined {
  const terms = [
    q && `(contains(displayName,${quote(q)}) or contains(name,${quote(q)}) or contains(description,${quote(q)}))`,
    state && `state eq ${quote(state)}`,
  ]
  return terms.filter(Boolean).join(' and ') || undefined
}
