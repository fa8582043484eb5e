import type { SnapshotEntryOf } from '@sluice/contracts'
import { getOrCreate } from '../routing/get-or-create.ts'
import type { CompiledProduct, CompiledService } from './gateway-snapshot.ts'
import { PolicyDraft, type PolicyReader } from './policy-draft.ts'
import { unwritten } from './policy-engine.ts'
import { parseResourcePath, withoutRevision } from './resource-path.ts'

interface ProductDraft {
  entry: SnapshotEntryOf<'product'> | undefined
  policy: PolicyDraft | undefined
  compiled: CompiledProduct | undefined
  readonly apiNames: Set<string>
}

/** The products of one instance and which APIs are in them, while changes come in. */
export class ProductDrafts {
  readonly #reader: PolicyReader
  readonly #products = new Map<string, ProductDraft>()
  #compiled: Pick<CompiledService, 'productByName' | 'productsByApi'> | undefined

  constructor(reader: PolicyReader) {
    this.#reader = reader
  }

  setProduct(name: string, entry: SnapshotEntryOf<'product'> | undefined): void {
    this.#change(name).entry = entry
  }

  /** @param scopeId identifier of the product */
  setPolicy(name: string, scopeId: string, entry: SnapshotEntryOf<'policy'> | undefined): void {
    const draft = this.#change(name)
    draft.policy ??= new PolicyDraft(this.#reader, { scope: 'product', scopeId }, () => this.#change(name))
    draft.policy.entry = entry
  }

  setApi(name: string, apiName: string, isThere: boolean): void {
    const { apiNames } = this.#change(name)
    if (isThere) apiNames.add(withoutRevision(apiName))
    else apiNames.delete(withoutRevision(apiName))
  }

  /** @returns the same maps as before when nothing changed */
  compile(): Pick<CompiledService, 'productByName' | 'productsByApi'> {
    if (this.#compiled !== undefined) return this.#compiled
    const productByName = new Map<string, CompiledProduct>()
    const productsByApi = new Map<string, CompiledProduct[]>()
    const drafts = [...this.#products].sort(([, a], [, b]) => (a.entry?.ordinal ?? 0) - (b.entry?.ordinal ?? 0))
    for (const [name, draft] of drafts) {
      const { entry, apiNames } = draft
      if (entry === undefined) {
        if (!draft.policy?.isWritten && apiNames.size === 0) this.#products.delete(name)
        continue
      }
      draft.compiled ??= this.#compileProduct(draft, entry)
      productByName.set(name, draft.compiled)
      for (const apiName of apiNames) getOrCreate(productsByApi, apiName, () => []).push(draft.compiled)
    }
    this.#compiled = { productByName, productsByApi }
    return this.#compiled
  }

  #compileProduct(draft: ProductDraft, entry: SnapshotEntryOf<'product'>): CompiledProduct {
    const { own } = parseResourcePath(entry.id)
    return {
      name: own,
      matched: { id: own, resourceId: entry.id, properties: entry.properties },
      policy: draft.policy?.document ?? unwritten({ scope: 'product', scopeId: entry.id }),
      programs: new Map(),
    }
  }

  #change(name: string): ProductDraft {
    this.#compiled = undefined
    const draft = getOrCreate<string, ProductDraft>(this.#products, name, () => ({
      entry: undefined,
      policy: undefined,
      compiled: undefined,
      apiNames: new Set(),
    }))
    draft.compiled = undefined
    return draft
  }
}
