import type { SnapshotEntry, SnapshotEntryOf } from '@sluice/contracts'
import type { Log } from '@sluice/platform'
import type { ScopedDocument } from '@sluice/policy-language'
import { type ApiRoutes, compileApiRoutes } from '../routing/api-routes.ts'
import { getOrCreate } from '../routing/get-or-create.ts'
import { ApiDraft } from './api-draft.ts'
import type { CompiledApi, CompiledService } from './gateway-snapshot.ts'
import { PeopleDrafts } from './people-drafts.ts'
import type { PolicyEngine } from './policy-engine.ts'
import { ProductDrafts } from './product-drafts.ts'
import { parseResourcePath } from './resource-path.ts'

/** One instance while changes come in; what a change does not touch is taken over as it was compiled. */
export class ServiceDraft {
  readonly #name: string
  readonly #engine: PolicyEngine
  readonly #log: Log
  readonly #apis = new Map<string, ApiDraft>()
  readonly #products: ProductDrafts
  readonly #people = new PeopleDrafts()
  readonly #subscriptions = new Map<string, SnapshotEntryOf<'subscription'>>()
  #entry: SnapshotEntryOf<'service'> | undefined
  #policy: ScopedDocument | undefined
  #areRoutesStale = true
  #routes: ApiRoutes<CompiledApi> | undefined

  constructor(name: string, engine: PolicyEngine, log: Log) {
    this.#name = name
    this.#engine = engine
    this.#log = log
    this.#products = new ProductDrafts(engine)
  }

  get ordinal(): number {
    return this.#entry?.ordinal ?? Number.MAX_SAFE_INTEGER
  }

  put(entry: SnapshotEntry): void {
    this.#set(entry, true)
  }

  remove(entry: SnapshotEntry): void {
    this.#set(entry, false)
  }

  /** @returns undefined while the instance itself is not there */
  compile(): CompiledService | undefined {
    const entry = this.#entry
    if (entry === undefined) return undefined
    if (this.#areRoutesStale || this.#routes === undefined) this.#routes = this.#compileRoutes()
    this.#areRoutesStale = false
    this.#policy ??= this.#engine.readDocument(undefined, { scope: 'global', scopeId: entry.id }, undefined)
    return {
      name: this.#name,
      matched: { id: this.#name, resourceId: entry.id, properties: entry.properties },
      policy: this.#policy,
      routes: this.#routes,
      ...this.#products.compile(),
      ...this.#people.compile(),
      programs: new Map(),
    }
  }

  #set(entry: SnapshotEntry, isThere: boolean): void {
    const { name, childName } = parseResourcePath(entry.id)
    switch (entry.kind) {
      case 'service':
        this.#entry = isThere ? entry : undefined
        break
      case 'api':
        this.#api(name).entry = isThere ? entry : undefined
        break
      case 'operation':
        this.#api(name).setOperation(childName, isThere ? entry : undefined)
        break
      case 'product':
        this.#products.setProduct(name, isThere ? entry : undefined)
        break
      case 'productApi':
        this.#products.setApi(name, childName, isThere)
        break
      case 'user':
        this.#people.setUser(name, isThere ? entry : undefined)
        break
      case 'groupUser':
        this.#people.setMember(name, childName, isThere)
        break
      case 'subscription':
        this.#people.setSubscription(this.#subscriptions.get(name), isThere ? entry : undefined)
        if (isThere) this.#subscriptions.set(name, entry)
        else this.#subscriptions.delete(name)
        break
      case 'policy':
        this.#setPolicy(entry, isThere ? entry : undefined)
        break
      // Calls never ask for these two; they are in the snapshot for who sees a product.
      case 'group':
      case 'productGroup':
        break
    }
  }

  #setPolicy({ id }: SnapshotEntryOf<'policy'>, entry: SnapshotEntryOf<'policy'> | undefined): void {
    const scopeId = id.slice(0, id.lastIndexOf('/policies/'))
    const [, , , collection, name = '', childCollection, childName = ''] = scopeId.split('/')
    if (collection === undefined) {
      this.#policy = this.#engine.readDocument(entry?.properties, { scope: 'global', scopeId }, this.#policy)
    } else if (collection === 'products') {
      this.#products.setPolicy(name, scopeId, entry)
    } else if (collection === 'apis' && childCollection === 'operations') {
      this.#api(name).setOperationPolicy(childName, scopeId, entry)
    } else if (collection === 'apis' && childCollection === undefined) {
      this.#api(name).policyEntry = entry
    } else {
      this.#log.warn('A policy document belongs to no scope that this gateway knows; it is left out.', { policy: id })
    }
  }

  #api(name: string): ApiDraft {
    this.#areRoutesStale = true
    return getOrCreate(this.#apis, name, () => new ApiDraft(this.#engine, this.#log))
  }

  #compileRoutes(): ApiRoutes<CompiledApi> {
    const compiled = []
    for (const [name, draft] of this.#apis) {
      const api = draft.compile()
      if (api !== undefined) compiled.push(api)
      else if (draft.isEmpty) this.#apis.delete(name)
    }
    const routes = compileApiRoutes(compiled)
    for (const { target, by } of routes.hidden) {
      this.#log.warn('An API can never be called: an older one has the same URL suffix, version and revision.', {
        api: target.matched.resourceId,
        olderApi: by.matched.resourceId,
      })
    }
    return routes
  }
}
