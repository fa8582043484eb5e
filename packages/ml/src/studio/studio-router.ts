import { AppError, isAppError, toMachineLearningId } from '@sluice/contracts'
import type { CallHandler, ServerCall } from '@sluice/platform'
import { toStorageError } from '../datasets/storage-full.ts'
import { jsonContentType } from '../endpoints/error-answer.ts'
import { authorizeManagementCall } from '../management/authorize-management-call.ts'
import { sendEvents } from './send-events.ts'
import { sendStream } from './send-stream.ts'
import { respondWithStudioError, toValidationError } from './studio-error-answer.ts'
import type { StudioAnswer, StudioRoute } from './studio-route.ts'
import type { StudioServices } from './studio-services.ts'

export const studioPrefix = '/studio'
const neededRoles = { read: 'analyst', write: 'publisher', administer: 'administrator' } as const
const defaultMaxBodyBytes = 16_000_000

interface CompiledRoute {
  readonly route: StudioRoute
  readonly pattern: RegExp
  readonly names: readonly string[]
}

/** Serves the routes below `/studio`. */
export function createStudioRouter(routes: readonly StudioRoute[], services: StudioServices): CallHandler {
  const compiled = routes.map(compileRoute)
  return (call) => {
    const requestId = services.createRequestId()
    const aborter = new AbortController()
    call.onAbort(() => aborter.abort(new Error('The client went away.')))
    answer(call, compiled, services, { requestId, signal: aborter.signal }).catch((cause: unknown) => {
      const error = toStorageError(cause, 'what this call makes')
      if (aborter.signal.aborted) return
      if (!isAppError(error) || error.status >= 500)
        services.log.error('A studio call failed inside.', { requestId, error })
      respondWithStudioError(call, error, requestId)
    })
  }
}

interface Passage {
  readonly requestId: string
  readonly signal: AbortSignal
}

async function answer(
  call: ServerCall,
  routes: readonly CompiledRoute[],
  services: StudioServices,
  { requestId, signal }: Passage,
): Promise<void> {
  const [path = '', search = ''] = splitOnce(call.target, '?')
  const { route, params } = findRoute(call, routes, path)
  const { workspaceId, actor } = await authorize(call, route, params, services)
  const query = route.query === undefined ? undefined : readQuery(route, search)
  const body = route.body === undefined ? undefined : await readBody(call, route)
  const given = await route.handle({ call, workspaceId, actor, params, query, body, signal }, services)
  await send(call, given, { requestId, signal }, services)
}

async function send(call: ServerCall, given: StudioAnswer, passage: Passage, services: StudioServices): Promise<void> {
  const { requestId, signal } = passage
  const log = (error: unknown) => {
    if (!signal.aborted) services.log.error('An answer of the studio broke off.', { requestId, error })
  }
  if ('events' in given) await sendEvents(call, given.events, requestId, signal).catch(log)
  else if ('stream' in given) await sendStream(call, given, requestId, signal).catch(log)
  else {
    const { status, body, headers = {} } = given
    const type = body === undefined ? [] : ['Content-Type', jsonContentType]
    const head = { status, headers: [...type, ...Object.entries(headers).flat(), 'x-ms-request-id', requestId] }
    call.respond(head, body === undefined ? undefined : JSON.stringify(body))
  }
}

function findRoute(call: ServerCall, routes: readonly CompiledRoute[], path: string) {
  const methods = new Set<string>()
  const method = call.method === 'HEAD' ? 'GET' : call.method
  for (const { route, pattern, names } of routes) {
    const match = pattern.exec(path)
    if (match === null) continue
    methods.add(route.method)
    if (route.method !== method && route.method !== call.method) continue
    return { route, params: Object.fromEntries(names.map((name, index) => [name, decode(match[index + 1] ?? '')])) }
  }
  if (methods.size > 0)
    throw new AppError('MethodNotAllowed', { method: call.method, allowed: [...methods].join(', ') })
  throw new AppError('StudioRouteNotFound', { path })
}

/** Gives the id of the path's workspace, which exists, or '' where it names none, and who asks. */
async function authorize(
  call: ServerCall,
  { needs = 'write' }: StudioRoute,
  params: Readonly<Record<string, string>>,
  services: StudioServices,
): Promise<{ readonly workspaceId: string; readonly actor: string }> {
  const named = params.workspaceId
  const workspaceId = named === undefined ? undefined : toMachineLearningId(named)
  const workspace = workspaceId === undefined ? undefined : services.directory.workspace(workspaceId)
  // Who may not know gets the same answer for a workspace that exists and for one that does not.
  const actor =
    needs === 'nothing'
      ? 'anybody'
      : await authorizeManagementCall(call, services, workspace, { needed: neededRoles[needs] })
  if (named !== undefined && workspace === undefined) throw new AppError('WorkspaceNotFound', {})
  return { workspaceId: workspace?.id ?? '', actor }
}

function readQuery({ query }: StudioRoute, search: string): unknown {
  const given: Record<string, string | string[]> = {}
  for (const [name, value] of new URLSearchParams(search)) {
    const before = given[name]
    given[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value]
  }
  const parsed = query?.safeParse(given)
  if (parsed?.success === false) throw toValidationError(parsed.error, 'query')
  return parsed?.data
}

async function readBody(call: ServerCall, { body, maxBodyBytes = defaultMaxBodyBytes }: StudioRoute): Promise<unknown> {
  const bytes = await call.body.bytes(maxBodyBytes)
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new AppError('InvalidRequestContent', { reason: (error as Error).message }, { cause: error })
  }
  const parsed = body?.safeParse(json)
  if (parsed?.success === false) throw toValidationError(parsed.error, 'body')
  return parsed?.data
}

function compileRoute(route: StudioRoute): CompiledRoute {
  const names = [...route.path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name as string)
  const source = route.path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '([^/]+)')
  return { route, names, pattern: new RegExp(`^${studioPrefix}${source}/?$`) }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch (error) {
    throw new AppError('StudioRouteNotFound', { path: segment }, { cause: error })
  }
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
