import type {
  GlobalSchemaProperties,
  SnapshotEntry,
  SnapshotEntryOf,
  SnapshotProperties,
  VersionSetInSnapshot,
} from '@sluice/contracts'
import type { Clock, Log } from '@sluice/platform'
import type { Circuits } from '../counters/circuits.ts'
import { type ApiRoutes, compileApiRoutes } from '../routing/api-routes.ts'
import { getOrCreate } from '../routing/get-or-create.ts'
import { ApiDraft } from './api-draft.ts'
import { BackendDrafts } from './backend-drafts.ts'
import { CacheDrafts, type CacheSurroundings } from './cache-drafts.ts'
import { CertificateDrafts } from './certificate-drafts.ts'
import { DefinitionDrafts, type OpenSecret } from './definition-drafts.ts'
import { DiagnosticDrafts } from './diagnostic-drafts.ts'
import type { CompiledApi, CompiledService } from './gateway-snapshot.ts'
import { GroupDrafts } from './group-drafts.ts'
import { PeopleDrafts } from './people-drafts.ts'
import { PolicyDraft, type PolicyReader } from './policy-draft.ts'
import { type PolicyEngine, unwritten } from './policy-engine.ts'
import { ProductDrafts } from './product-drafts.ts'
import { parseResourcePath } from './resource-path.ts'
import { withEntry } from './with-entry.ts'

/** What the instances of a snapshot share. */
export interface DraftSurroundings extends Pick<CacheSurroundings, 'openRemoteCache' | 'externalCache'> {
  readonly engine: PolicyEngine
  readonly log: Log
  readonly openSecret: OpenSecret
  readonly circuits: Circuits
  readonly clock: Clock
}

/** One instance while changes come in; what a change does not touch is taken over as it was compiled. */
export class ServiceDraft {
  readonly #name: string
  readonly #log: Log
  readonly #reader: PolicyReader
  readonly #backends: BackendDrafts
  readonly #caches: CacheDrafts
  readonly #certificates: CertificateDrafts
  readonly #diagnostics = new DiagnosticDrafts()
  #globalSchemas: ReadonlyMap<string, GlobalSchemaProperties> = new Map()
  #tokenIssuers: ReadonlyMap<string, SnapshotProperties['tokenIssuer']> = new Map()
  readonly #versionSets = new Map<string, VersionSetInSnapshot>()
  readonly #apis = new Map<string, ApiDraft>()
  readonly #products: ProductDrafts
  readonly #people = new PeopleDrafts()
  readonly #groups = new GroupDrafts()
  readonly #subscriptions = new Map<string, SnapshotEntryOf<'subscription'>>()
  #entry: SnapshotEntryOf<'service'> | undefined
  #policy: PolicyDraft | undefined
  #debugGeneration = ''
  #areRoutesStale = true
  #routes: ApiRoutes<CompiledApi> | undefined
  #apiByName: ReadonlyMap<string, CompiledApi> = new Map()

  constructor(name: string, around: DraftSurroundings) {
    const { engine, log, clock, openSecret, circuits } = around
    this.#name = name
    this.#log = log
    const definitions = new DefinitionDrafts(openSecret, log)
    this.#reader = { engine, definitions }
    this.#backends = new BackendDrafts({ log, clock, openSecret, circuits, definitions })
    this.#caches = new CacheDrafts(around, definitions)
    this.#certificates = new CertificateDrafts({ log, openSecret })
    this.#products = new ProductDrafts(this.#reader)
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
    return {
      name: this.#name,
      matched: { id: this.#name, resourceId: entry.id, properties: entry.properties },
      policy: this.#policy?.document ?? unwritten({ scope: 'global', scopeId: entry.id }),
      routes: this.#routes,
      apiByName: this.#apiByName,
      ...this.#products.compile(),
      ...this.#people.compile(),
      backendByName: this.#backends.compile(),
      externalCache: this.#caches.compile(),
      certificates: this.#certificates.compile(),
      groups: this.#groups.compile(),
      globalSchemas: this.#globalSchemas,
      tokenIssuers: this.#tokenIssuers,
      diagnostics: this.#diagnostics.compile(),
      debugGeneration: this.#debugGeneration,
      secretValues: () => this.#reader.definitions.secretValues(),
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
      case 'versionSet':
        if (isThere) this.#versionSets.set(name, entry.properties)
        else this.#versionSets.delete(name)
        for (const api of this.#apis.values()) if (api.isInVersionSet(name)) api.touch()
        break
      case 'backend':
        this.#backends.set(name, isThere ? entry : undefined)
        break
      case 'cache':
        this.#caches.set(name, isThere ? entry : undefined)
        break
      case 'certificate':
        this.#certificates.set(name, isThere ? entry : undefined)
        break
      case 'diagnostic':
        this.#diagnostics.set(entry, isThere)
        break
      case 'apiSchema':
        this.#api(name).setSchema(childName, isThere ? entry : undefined)
        break
      case 'tool':
        this.#api(name).setTool(childName, isThere ? entry : undefined)
        break
      case 'globalSchema':
        this.#globalSchemas = withEntry(this.#globalSchemas, name, isThere ? entry.properties : undefined)
        break
      case 'tokenIssuer': {
        const key = entry.id.split('/').slice(3).join('/')
        this.#tokenIssuers = withEntry(this.#tokenIssuers, key, isThere ? entry.properties : undefined)
        break
      }
      case 'debugCredentials':
        this.#debugGeneration = isThere ? entry.properties.generation : ''
        break
      case 'namedValue':
        this.#reader.definitions.setNamedValue(name, isThere ? entry : undefined)
        break
      case 'policyFragment':
        this.#reader.definitions.setFragment(name, isThere ? entry : undefined)
        break
      case 'group':
        this.#groups.setGroup(name, isThere ? entry : undefined)
        break
      case 'productGroup':
        this.#groups.setProduct(childName, name, isThere)
        break
    }
  }

  #setPolicy({ id }: SnapshotEntryOf<'policy'>, entry: SnapshotEntryOf<'policy'> | undefined): void {
    const scopeId = id.slice(0, id.lastIndexOf('/policies/'))
    const [, , , collection, name = '', childCollection, childName = ''] = scopeId.split('/')
    if (collection === undefined) {
      // The instance is compiled anew with every change, so nobody need be told.
      this.#policy ??= new PolicyDraft(this.#reader, { scope: 'global', scopeId }, () => undefined)
      this.#policy.entry = entry
    } else if (collection === 'products') {
      this.#products.setPolicy(name, scopeId, entry)
    } else if (collection === 'apis' && childCollection === 'operations') {
      this.#api(name).setOperationPolicy(childName, scopeId, entry)
    } else if (collection === 'apis' && childCollection === undefined) {
      this.#api(name).setPolicy(scopeId, entry)
    } else {
      this.#log.warn('A policy document belongs to no scope that this gateway knows; it is left out.', { policy: id })
    }
  }

  #api(name: string): ApiDraft {
    const onTouched = () => {
      this.#areRoutesStale = true
    }
    return getOrCreate(
      this.#apis,
      name,
      () => new ApiDraft({ ...this.#reader, log: this.#log, versionSets: this.#versionSets, onTouched }),
    )
  }

  #compileRoutes(): ApiRoutes<CompiledApi> {
    const compiled = []
    const apiByName = new Map<string, CompiledApi>()
    for (const [name, draft] of this.#apis) {
      const api = draft.compile()
      if (api !== undefined) compiled.push(api)
      if (api?.isCurrent && api.isOnline) apiByName.set(api.target.name, api.target)
      if (api === undefined && draft.isEmpty) this.#apis.delete(name)
    }
    this.#apiByName = apiByName
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
