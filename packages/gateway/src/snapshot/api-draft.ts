import {
  type ApiSchemaProperties,
  mcpSourceOf,
  type SnapshotEntryOf,
  type VersionSetInSnapshot,
} from '@sluice/contracts'
import type { Log } from '@sluice/platform'
import { compileKeyReader } from '../access/subscription-keys.ts'
import { mcpOperations } from '../mcp/mcp-operations.ts'
import type { ApiVersioning, RoutedApi } from '../routing/api-routes.ts'
import { getOrCreate } from '../routing/get-or-create.ts'
import { compileOperationTree, type RoutedOperation } from '../routing/operation-tree.ts'
import { toSoapTemplate, withSoapAction } from '../routing/soap-action.ts'
import { parseUrlTemplate } from '../routing/url-template.ts'
import type { CompiledApi, CompiledMcpServer, CompiledOperation } from './gateway-snapshot.ts'
import { PolicyDraft, type PolicyReader } from './policy-draft.ts'
import { unwritten } from './policy-engine.ts'
import { nameInReference, parseResourcePath, withoutRevision } from './resource-path.ts'
import { withEntry } from './with-entry.ts'

interface OperationDraft {
  entry: SnapshotEntryOf<'operation'> | undefined
  policy: PolicyDraft | undefined
  compiled: RoutedOperation<CompiledOperation> | undefined
  isStale: boolean
}

/** What an API needs of its instance. */
export interface ApiSurroundings extends PolicyReader {
  readonly log: Log
  readonly versionSets: ReadonlyMap<string, VersionSetInSnapshot>
  /** Is told that the API must be compiled anew. */
  readonly onTouched: () => void
}

/** One API while changes come in; compiles anew only the operations that they touched. */
export class ApiDraft {
  readonly #around: ApiSurroundings
  readonly #operations = new Map<string, OperationDraft>()
  #schemas: ReadonlyMap<string, ApiSchemaProperties> = new Map()
  readonly #tools = new Map<string, SnapshotEntryOf<'tool'>>()
  #entry: SnapshotEntryOf<'api'> | undefined
  #policy: PolicyDraft | undefined
  #compiled: RoutedApi<CompiledApi> | undefined
  #isStale = true

  constructor(around: ApiSurroundings) {
    this.#around = around
  }

  set entry(entry: SnapshotEntryOf<'api'> | undefined) {
    // Templates of SOAP and WebSocket APIs are read in their own way.
    if (entry?.properties.type !== this.#entry?.properties.type) {
      for (const draft of this.#operations.values()) draft.isStale = true
    }
    this.#entry = entry
    this.touch()
  }

  /** @param scopeId identifier of the API */
  setPolicy(scopeId: string, entry: SnapshotEntryOf<'policy'> | undefined): void {
    this.#policy ??= new PolicyDraft(this.#around, { scope: 'api', scopeId }, () => this.touch())
    this.#policy.entry = entry
  }

  setOperation(name: string, entry: SnapshotEntryOf<'operation'> | undefined): void {
    this.#change(name).entry = entry
  }

  /** @param name in lower case */
  setSchema(name: string, entry: SnapshotEntryOf<'apiSchema'> | undefined): void {
    this.#schemas = withEntry(this.#schemas, name, entry?.properties)
    this.touch()
  }

  setTool(name: string, entry: SnapshotEntryOf<'tool'> | undefined): void {
    if (entry === undefined) this.#tools.delete(name)
    else this.#tools.set(name, entry)
    this.touch()
  }

  /** @param scopeId identifier of the operation */
  setOperationPolicy(name: string, scopeId: string, entry: SnapshotEntryOf<'policy'> | undefined): void {
    const draft = this.#change(name)
    draft.policy ??= new PolicyDraft(this.#around, { scope: 'operation', scopeId }, () => this.#change(name))
    draft.policy.entry = entry
  }

  touch(): void {
    this.#isStale = true
    this.#around.onTouched()
  }

  /** @param name of the set, in lower case */
  isInVersionSet(name: string): boolean {
    return nameInReference(this.#entry?.properties.apiVersionSetId) === name
  }

  get isEmpty(): boolean {
    const isAlone = this.#operations.size === 0 && this.#schemas.size === 0 && this.#tools.size === 0
    return this.#entry === undefined && !this.#policy?.isWritten && isAlone
  }

  /** @returns the same object as before when nothing changed; undefined while the API itself is not there */
  compile(): RoutedApi<CompiledApi> | undefined {
    if (!this.#isStale) return this.#compiled
    this.#isStale = false
    const entry = this.#entry
    try {
      this.#compiled = entry === undefined ? undefined : this.#compileApi(entry)
    } catch (error) {
      this.#around.log.error('An API cannot be used; it stays as it was.', { api: entry?.id, error })
    }
    return this.#compiled
  }

  #change(name: string): OperationDraft {
    this.touch()
    const draft = getOrCreate<string, OperationDraft>(this.#operations, name, () => ({
      entry: undefined,
      policy: undefined,
      compiled: undefined,
      isStale: true,
    }))
    draft.isStale = true
    return draft
  }

  #compileApi(entry: SnapshotEntryOf<'api'>): RoutedApi<CompiledApi> {
    const { properties } = entry
    const { own } = parseResourcePath(entry.id)
    const versionSetName = nameInReference(properties.apiVersionSetId)
    const versionSet = versionSetName === undefined ? undefined : this.#around.versionSets.get(versionSetName)
    const isWebSocket = properties.type === 'websocket'
    const versioning = toVersioning(properties.apiVersion, versionSet)
    const mcp = properties.type === 'mcp' ? this.#compileMcp(properties) : undefined
    const routed = mcp === undefined ? this.#compileOperations() : mcpOperations(entry, mcp)
    const operations = compileOperationTree(routed)
    for (const { target, by } of operations.hidden) {
      this.#around.log.warn('An operation can never be called: an older one has the same method and URL template.', {
        operation: target.matched.resourceId,
        olderOperation: by.matched.resourceId,
      })
    }
    return {
      suffix: properties.path,
      versioning,
      revision: properties.apiRevision,
      isCurrent: properties.isCurrent,
      // A snapshot on disk may be older than the field.
      isOnline: properties.isOnline !== false,
      acceptsHttp: !isWebSocket && properties.protocols.includes('http'),
      acceptsHttps: !isWebSocket && properties.protocols.includes('https'),
      acceptsWs: isWebSocket && properties.protocols.includes('ws'),
      acceptsWss: isWebSocket && properties.protocols.includes('wss'),
      ordinal: entry.ordinal,
      target: {
        name: withoutRevision(own),
        matched: { id: own, resourceId: entry.id, properties },
        policy: this.#policy?.document ?? unwritten({ scope: 'api', scopeId: entry.id }),
        readKey: compileKeyReader(properties.subscriptionKeyParameterNames),
        operations,
        operationByName: new Map(
          routed
            .toSorted((a, b) => a.ordinal - b.ordinal)
            .map(({ target }) => [target.matched.id.toLowerCase(), target] as const),
        ),
        versioning,
        mcp,
        queryToMatch: properties.type === 'soap' ? withSoapAction : undefined,
        schemas: this.#schemas,
        programs: new Map(),
      },
    }
  }

  #compileMcp(properties: SnapshotEntryOf<'api'>['properties']): CompiledMcpServer {
    const source = mcpSourceOf(properties)
    const hasEndpoints = Boolean(properties.mcpProperties?.endpoints?.length)
    return {
      source,
      tools: [...this.#tools.values()].sort((a, b) => a.ordinal - b.ordinal).map((tool) => tool.properties),
      passedOnPath: source.kind === 'server' && !hasEndpoints ? '' : undefined,
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
      else if (draft.entry === undefined && !draft.policy?.isWritten) this.#operations.delete(name)
    }
    return compiled
  }

  #templateAsRead(urlTemplate: string): string {
    switch (this.#entry?.properties.type) {
      case 'soap':
        return toSoapTemplate(urlTemplate)
      case 'websocket':
        // The one operation takes every handshake, whatever the path behind the suffix is.
        return '/*'
      default:
        return urlTemplate
    }
  }

  /** A template that cannot be read leaves the operation as it was. */
  #compileOperation(draft: OperationDraft, entry: SnapshotEntryOf<'operation'>): void {
    const { urlTemplate } = entry.properties
    const { template, faults } = parseUrlTemplate(this.#templateAsRead(urlTemplate))
    if (template === undefined) {
      this.#around.log.error('A URL template cannot be used; the operation stays as it was.', {
        operation: entry.id,
        faults,
      })
      return
    }
    draft.compiled = {
      method: entry.properties.method.toUpperCase(),
      template,
      ordinal: entry.ordinal,
      target: {
        matched: { id: parseResourcePath(entry.id).own, resourceId: entry.id, properties: entry.properties },
        policy: draft.policy?.document ?? unwritten({ scope: 'operation', scopeId: entry.id }),
        template,
        programs: new Map(),
      },
    }
  }
}

/** An API without a version is its set's original. Without a set, a version is the segment after the suffix. */
function toVersioning(
  apiVersion: string | null | undefined,
  versionSet: VersionSetInSnapshot | undefined,
): ApiVersioning | undefined {
  if (!apiVersion) return undefined
  switch (versionSet?.versioningScheme) {
    case 'Query':
      return { scheme: 'query', name: versionSet.versionQueryName || 'api-version', value: apiVersion }
    case 'Header':
      return { scheme: 'header', name: versionSet.versionHeaderName || 'Api-Version', value: apiVersion }
    default:
      return { scheme: 'segment', value: apiVersion }
  }
}
