import type { SnapshotEntryOf } from '@sluice/contracts'
import type { Log } from '@sluice/platform'
import type { ScopedDocument } from '@sluice/policy-language'
import { compileKeyReader } from '../access/subscription-keys.ts'
import type { ApiVersioning, RoutedApi } from '../routing/api-routes.ts'
import { compileOperationTree, type RoutedOperation } from '../routing/operation-tree.ts'
import { parseUrlTemplate } from '../routing/url-template.ts'
import type { CompiledApi, CompiledOperation } from './gateway-snapshot.ts'
import type { PolicyEngine } from './policy-engine.ts'
import { parseResourcePath, withoutRevision } from './resource-path.ts'

interface OperationDraft {
  entry: SnapshotEntryOf<'operation'> | undefined
  policyEntry: SnapshotEntryOf<'policy'> | undefined
  policy: ScopedDocument | undefined
  compiled: RoutedOperation<CompiledOperation> | undefined
  isStale: boolean
}

/** One API while changes come in; compiles anew only the operations that they touched. */
export class ApiDraft {
  readonly #engine: PolicyEngine
  readonly #log: Log
  readonly #operations = new Map<string, OperationDraft>()
  #entry: SnapshotEntryOf<'api'> | undefined
  #policyEntry: SnapshotEntryOf<'policy'> | undefined
  #policy: ScopedDocument | undefined
  #isPolicyStale = true
  #compiled: RoutedApi<CompiledApi> | undefined
  #isStale = true

  constructor(engine: PolicyEngine, log: Log) {
    this.#engine = engine
    this.#log = log
  }

  set entry(entry: SnapshotEntryOf<'api'> | undefined) {
    this.#entry = entry
    this.#isStale = true
  }

  set policyEntry(entry: SnapshotEntryOf<'policy'> | undefined) {
    this.#policyEntry = entry
    this.#isPolicyStale = true
    this.#isStale = true
  }

  setOperation(name: string, entry: SnapshotEntryOf<'operation'> | undefined): void {
    this.#change(name).entry = entry
  }

  /** @param scopeId identifier of the operation */
  setOperationPolicy(name: string, scopeId: string, entry: SnapshotEntryOf<'policy'> | undefined): void {
    const draft = this.#change(name)
    draft.policyEntry = entry
    draft.policy = this.#engine.readDocument(entry?.properties, { scope: 'operation', scopeId }, draft.policy)
  }

  get isEmpty(): boolean {
    return this.#entry === undefined && this.#policyEntry === undefined && this.#operations.size === 0
  }

  /** @returns the same object as before when nothing changed; undefined while the API itself is not there */
  compile(): RoutedApi<CompiledApi> | undefined {
    if (!this.#isStale) return this.#compiled
    this.#isStale = false
    const entry = this.#entry
    try {
      this.#compiled = entry === undefined ? undefined : this.#compileApi(entry)
    } catch (error) {
      this.#log.error('An API cannot be used; it stays as it was.', { api: entry?.id, error })
    }
    return this.#compiled
  }

  #change(name: string): OperationDraft {
    this.#isStale = true
    let draft = this.#operations.get(name)
    if (draft === undefined) {
      draft = { entry: undefined, policyEntry: undefined, policy: undefined, compiled: undefined, isStale: true }
      this.#operations.set(name, draft)
    }
    draft.isStale = true
    return draft
  }

  #compileApi(entry: SnapshotEntryOf<'api'>): RoutedApi<CompiledApi> {
    const { properties } = entry
    const { own } = parseResourcePath(entry.id)
    if (this.#isPolicyStale || this.#policy === undefined) {
      this.#policy = this.#engine.readDocument(
        this.#policyEntry?.properties,
        { scope: 'api', scopeId: entry.id },
        this.#policy,
      )
      this.#isPolicyStale = false
    }
    const operations = compileOperationTree(this.#compileOperations())
    for (const { target, by } of operations.hidden) {
      this.#log.warn('An operation can never be called: an older one has the same method and URL template.', {
        operation: target.matched.resourceId,
        olderOperation: by.matched.resourceId,
      })
    }
    return {
      suffix: properties.path,
      versioning: toVersioning(properties),
      revision: properties.apiRevision,
      isCurrent: properties.isCurrent,
      acceptsHttp: properties.protocols.includes('http'),
      acceptsHttps: properties.protocols.includes('https'),
      ordinal: entry.ordinal,
      target: {
        name: withoutRevision(own),
        matched: { id: own, resourceId: entry.id, properties },
        policy: this.#policy,
        readKey: compileKeyReader(properties.subscriptionKeyParameterNames),
        operations,
        programs: new Map(),
      },
    }
  }

  #compileOperations(): RoutedOperation<CompiledOperation>[] {
    const compiled: RoutedOperation<CompiledOperation>[] = []
    for (const [name, draft] of this.#operations) {
      if (draft.isStale) {
        draft.isStale = false
        if (draft.entry === undefined) draft.compiled = undefined
        else this.#compileOperation(draft, draft.entry)
      }
      if (draft.compiled !== undefined) compiled.push(draft.compiled)
      else if (draft.entry === undefined && draft.policyEntry === undefined) this.#operations.delete(name)
    }
    return compiled
  }

  /** A template that cannot be read leaves the operation as it was. */
  #compileOperation(draft: OperationDraft, entry: SnapshotEntryOf<'operation'>): void {
    const { template, faults } = parseUrlTemplate(entry.properties.urlTemplate)
    if (template === undefined) {
      this.#log.error('A URL template cannot be used; the operation stays as it was.', { operation: entry.id, faults })
      return
    }
    draft.policy ??= this.#engine.readDocument(undefined, { scope: 'operation', scopeId: entry.id }, undefined)
    draft.compiled = {
      method: entry.properties.method.toUpperCase(),
      template,
      ordinal: entry.ordinal,
      target: {
        matched: { id: parseResourcePath(entry.id).own, resourceId: entry.id, properties: entry.properties },
        policy: draft.policy,
        template,
        programs: new Map(),
      },
    }
  }
}

/** A version set is not part of the snapshot; without one, a version is the segment after the suffix. */
function toVersioning({ apiVersion }: SnapshotEntryOf<'api'>['properties']): ApiVersioning | undefined {
  return apiVersion === undefined || apiVersion === null || apiVersion === ''
    ? undefined
    : { scheme: 'segment', value: apiVersion }
}
