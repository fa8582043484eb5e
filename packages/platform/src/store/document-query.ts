import type { StoredDocument } from './store.ts'

/** Where a query takes its documents from. */
export type DocumentSource =
  /** The documents of one collection, or of any of several. */
  | { readonly collection: string | readonly string[] }
  /** The documents that were put with this value, or any of several, under this index. */
  | { readonly index: string; readonly value: string | readonly string[] }
  /** The documents that the links in this collection point at with their index `target`, each once. */
  | { readonly linkedFrom: string }
  /** The documents at K, each once, where a link in the collection `${K}/${under}` has `linkingTo` under an index, `target` by default. */
  | { readonly linkingTo: string; readonly under: string; readonly index?: string }

/** `name`: the last segment of the key. `body`: what members of objects lead to; an item of a list has no path. */
export type DocumentField = { readonly kind: 'name' } | { readonly kind: 'body'; readonly path: readonly string[] }

export type ComparisonOperator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le'
export type TextTest = 'contains' | 'startsWith' | 'endsWith'

/**
 * True or false for every document, never unknown. Texts compare without case, by code points; values of different types
 * are not equal and have no order; a missing field equals null, and null has no order. No terms: `and` is true, `or` false.
 */
export type DocumentCondition =
  | { readonly kind: 'and' | 'or'; readonly terms: readonly DocumentCondition[] }
  | { readonly kind: 'not'; readonly term: DocumentCondition }
  | {
      readonly kind: 'compare'
      readonly field: DocumentField
      readonly operator: ComparisonOperator
      readonly value: string | number | boolean | null
    }
  | { readonly kind: 'text'; readonly field: DocumentField; readonly test: TextTest; readonly value: string }

/** Without a value first, then booleans, numbers and texts. */
export interface DocumentOrder {
  readonly field: DocumentField
  readonly isDescending: boolean
}

export interface DocumentQuery {
  readonly from: DocumentSource
  readonly where?: DocumentCondition
  /** Documents that are equal in it, and all when there is none, are in order of creation. */
  readonly orderBy?: readonly DocumentOrder[]
  readonly offset?: number
  readonly limit?: number
}

export interface FoundDocuments {
  readonly documents: readonly StoredDocument[]
  /** All that match, whatever `offset` and `limit`. */
  readonly count: number
}
