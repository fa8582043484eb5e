import { AppError, isAppError, toMachineLearningId } from '@sluice/contracts'
import type { CallHandler, ServerCall } from '@sluice/platform'
import { decodeSegment } from '../endpoints/decode-segment.ts'
import { jsonContentType } from '../endpoints/error-answer.ts'
import { authorizeManagementCall } from '../management/authorize-management-call.ts'
import type { ClassicAnswer, ClassicRoute, ClassicServices } from './classic-route.ts'

interface CompiledRoute {
  readonly route: ClassicRoute
  readonly pattern: RegExp
  readonly names: readonly string[]
}

/** Serves the studio's old API below `/api/`, with its own body for errors. @see reference: AzureML, 3.9 */
export function createClassicRouter(routes: readonly ClassicRoute[], services: ClassicServices): CallHandler {
  const compiled = routes.map(compileRoute)
  return (call) => {
    const requestId = services.createRequestId()
    answer(call, compiled, services).then(
      ({ status, body, contentType }) => {
        const text = contentType === undefined ? JSON.stringify(body) : (body as string | Uint8Array)
        const type = body === undefined ? [] : ['Content-Type', contentType ?? jsonContentType]
        const head = { status, headers: [...type, 'x-ms-request-id', requestId] }
        if (body === undefined) call.respond(head)
        else call.respond(head, text)
      },
      (error: unknown) => {
        if (!isAppError(error) || error.status >= 500)
          services.log.error('A call of the old studio API failed inside.', { requestId, error })
        respondWithClassicError(call, error, requestId)
      },
    )
  }
}

async function answer(
  call: ServerCall,
  routes: readonly CompiledRoute[],
  services: ClassicServices,
): Promise<ClassicAnswer> {
  const [path = '', search = ''] = call.target.slice('/api/'.length).split(/\?(.*)/s)
  const method = call.method === 'HEAD' ? 'GET' : call.method
  for (const { route, pattern, names } of routes) {
    const match = pattern.exec(path)
    if (match === null || route.method !== method) continue
    const params = Object.fromEntries(names.map((name, index) => [name, decodeSegment(match[index + 1] ?? '')]))
    const workspace = services.directory.workspace(toMachineLearningId(params.workspaceId ?? '') ?? '')
    const actor = await authorizeManagementCall(call, services, workspace)
    if (workspace === undefined) throw new AppError('WorkspaceNotFound', {})
    const query = new URLSearchParams(search)
    return route.handle({ call, workspaceId: workspace.id, actor, params, query }, services)
  }
  throw new AppError('StudioRouteNotFound', { path: call.target.split('?')[0] ?? '' })
}

function compileRoute(route: ClassicRoute): CompiledRoute {
  const names = [...route.path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name as string)
  const source = route.path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '([^/]+)')
  return { route, names, pattern: new RegExp(`^/*${source}/?$`, 'i') }
}

export function respondWithClassicError(call: ServerCall, error: unknown, requestId: string): void {
  const known = isAppError(error) ? error : undefined
  const isOurs = known === undefined || known.status >= 500
  const url = call.target.split('?')[0]
  const message =
    known?.status === 401 ? `Attempted access to ${url} is not authorized and has been denied.` : (known?.message ?? '')
  const body = {
    Error: {
      Code: isOurs ? 'ServiceError' : 'UserError',
      Message: isOurs ? 'InternalServerError' : message,
      Target: known?.target ?? null,
      Details: (isOurs ? [] : known.faults).map(({ code, target, message: text }) => ({
        Code: code,
        Target: target,
        Message: text,
      })),
      InnerError: null,
      DebugInfo: null,
    },
  }
  const status = known?.status ?? 500
  call.respond(
    { status, headers: ['Content-Type', jsonContentType, 'x-ms-request-id', requestId] },
    JSON.stringify(body),
  )
}
