import { decodeUrlText, foldCase } from './fold-case.ts'
import { getOrCreate } from './get-or-create.ts'
import { findQueryValue } from './query-string.ts'

/** How the calls to one version of an API are known. */
export type ApiVersioning =
  /** The segment after the suffix. */
  | { readonly scheme: 'segment'; readonly value: string }
  | { readonly scheme: 'query' | 'header'; readonly name: string; readonly value: string }

/** An API (one version, one revision) as routing sees it; `target` is what a match gives back. */
export interface RoutedApi<Target> {
  /** As configured; slashes at its ends do not count; empty = every path that no other suffix claims. */
  readonly suffix: string
  readonly versioning: ApiVersioning | undefined
  readonly revision: string
  readonly isCurrent: boolean
  /** One that is offline keeps its place: calls to it meet no API, also none with a shorter suffix. */
  readonly isOnline: boolean
  readonly acceptsHttp: boolean
  readonly acceptsHttps: boolean
  /** WebSocket, without and with TLS. */
  readonly acceptsWs: boolean
  readonly acceptsWss: boolean
  readonly ordinal: number
  readonly target: Target
}

export interface ApiMatch<Target> {
  readonly target: Target
  /** Where in the path the operation's part begins. */
  readonly pathFrom: number
}

/** What of a call decides about its API. */
export interface RoutedCall {
  readonly isSecure: boolean
  /** The protocol that the client offers to change to; `websocket` goes to an API of that kind where there is one. */
  readonly upgrade?: string | undefined
  header(lowerCaseName: string): string | undefined
}

export interface ApiRoutes<Target> {
  match(path: string, query: string, call: RoutedCall): ApiMatch<Target> | undefined
  /**
   * Every API that a call of this path could meet if it said which version it means: for a preflight, which carries no
   * header of the request that it asks for.
   */
  candidates(path: string, call: RoutedCall): readonly ApiMatch<Target>[]
  /** APIs that no call can reach, because an older one has the same suffix, version and revision. */
  readonly hidden: readonly { readonly target: Target; readonly by: Target }[]
}

/**
 * Puts all APIs of an instance into one tree of suffix segments. The longest suffix wins, by whole segments, without
 * regard to case. `;rev=n` after the suffix or the version chooses a revision, else the current one answers. A call
 * over a protocol that the API does not list meets no API; it is never redirected.
 * @see reference: API Management, 2.2
 */
export function compileApiRoutes<Target>(apis: readonly RoutedApi<Target>[]): ApiRoutes<Target> {
  const root: Branch<Target> = createBranch()
  const hidden: { target: Target; by: Target }[] = []
  for (const api of apis.toSorted((a, b) => a.ordinal - b.ordinal)) {
    const by = insert(root, api)
    if (by !== undefined) hidden.push({ target: api.target, by })
  }
  return {
    hidden,
    match(path, query, call) {
      const { branch, pathFrom, ...revision } = findBranch(root, path)
      const chosen =
        (call.upgrade === 'websocket' ? choose(branch.candidates, revision, query, call, 'ws') : undefined) ??
        choose(branch.candidates, revision, query, call, 'http')
      return chosen?.isOnline ? { target: chosen.target, pathFrom } : undefined
    },
    candidates(path, call) {
      const { branch, pathFrom, ...revision } = findBranch(root, path)
      return branch.candidates
        .filter((candidate) => candidate.api.isOnline && isMeant(candidate, revision, call, 'http'))
        .map(({ api }) => ({ target: api.target, pathFrom }))
    },
  }
}

interface Branch<Target> {
  readonly children: Map<string, Branch<Target>>
  readonly candidates: Candidate<Target>[]
}

interface Candidate<Target> {
  readonly api: RoutedApi<Target>
  /** `;rev=n` counts from this segment on: the last of the suffix. */
  readonly suffixDepth: number
  readonly identity: string
}

const createBranch = <Target>(): Branch<Target> => ({ children: new Map(), candidates: [] })

function insert<Target>(root: Branch<Target>, api: RoutedApi<Target>): Target | undefined {
  const suffix = api.suffix.split('/').filter((segment) => segment !== '')
  const { versioning } = api
  const segments = versioning?.scheme === 'segment' ? [...suffix, versioning.value] : suffix
  let branch = root
  for (const segment of segments) {
    const key = foldCase(decodeUrlText(segment))
    branch = getOrCreate(branch.children, key, createBranch<Target>)
  }
  const identity = JSON.stringify([
    versioning === undefined || versioning.scheme === 'segment' ? null : versioning,
    api.revision,
    api.acceptsHttp,
    api.acceptsHttps,
    api.acceptsWs,
    api.acceptsWss,
  ])
  const same = branch.candidates.find((other) => other.identity === identity)
  if (same !== undefined) return same.api.target
  branch.candidates.push({ api, suffixDepth: suffix.length, identity })
  return undefined
}

const revisionMark = ';rev='

interface FoundBranch<Target> extends WantedRevision {
  readonly branch: Branch<Target>
  readonly pathFrom: number
}

interface WantedRevision {
  /** Undefined = the current one. */
  readonly revision: string | undefined
  readonly revisionDepth: number
}

function findBranch<Target>(root: Branch<Target>, path: string): FoundBranch<Target> {
  let branch = root
  let best = root
  let pathFrom = 0
  let revision: string | undefined
  let revisionDepth = 0
  let bestRevision: string | undefined
  const markAt = path.indexOf(revisionMark)
  for (let depth = 1, from = 1; from <= path.length; depth++) {
    const slash = path.indexOf('/', from)
    const end = slash < 0 ? path.length : slash
    const isMarked = markAt >= from && markAt < end
    const text = path.slice(from, isMarked ? markAt : end)
    // The API with the empty suffix has its revision in a segment of its own: `/;rev=2/resource`.
    const isRoot = depth === 1 && isMarked && text === ''
    const child = isRoot ? root : branch.children.get(foldCase(decodeUrlText(text)))
    if (child === undefined) break
    branch = child
    if (isMarked) {
      revision = path.slice(markAt + revisionMark.length, end)
      revisionDepth = isRoot ? 0 : depth
    }
    if (branch.candidates.length > 0) {
      best = branch
      pathFrom = end
      bestRevision = revision
    }
    from = end + 1
  }
  return { branch: best, pathFrom, revision: bestRevision, revisionDepth }
}

type ProtocolFamily = 'http' | 'ws'

function isMeant<Target>(
  { api, suffixDepth }: Candidate<Target>,
  { revision, revisionDepth }: WantedRevision,
  call: Pick<RoutedCall, 'isSecure'>,
  family: ProtocolFamily,
): boolean {
  return (
    (revision === undefined ? api.isCurrent : api.revision === revision && revisionDepth >= suffixDepth) &&
    accepts(api, call.isSecure, family)
  )
}

function accepts<Target>(api: RoutedApi<Target>, isSecure: boolean, family: ProtocolFamily): boolean {
  if (family === 'ws') return isSecure ? api.acceptsWss : api.acceptsWs
  return isSecure ? api.acceptsHttps : api.acceptsHttp
}

function choose<Target>(
  candidates: readonly Candidate<Target>[],
  wanted: WantedRevision,
  query: string,
  call: RoutedCall,
  family: ProtocolFamily,
): RoutedApi<Target> | undefined {
  let unversioned: RoutedApi<Target> | undefined
  let hasVersionValue = false
  for (const candidate of candidates) {
    const { api } = candidate
    const { versioning } = api
    if (versioning === undefined || versioning.scheme === 'segment') {
      if (isMeant(candidate, wanted, call, family)) unversioned ??= api
      continue
    }
    const value =
      versioning.scheme === 'query'
        ? findQueryValue(query, foldCase(versioning.name))
        : call.header(versioning.name.toLowerCase())
    // A name without a value says as little as none.
    if (!value) continue
    if (value === versioning.value && isMeant(candidate, wanted, call, family)) return api
    hasVersionValue = true
  }
  // An unknown version is no call to the version without a name.
  return hasVersionValue ? undefined : unversioned
}
