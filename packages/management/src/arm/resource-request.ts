import { AppError } from '@sluice/contracts'
import type { ChangeAuthor, Transaction } from '@sluice/platform'
import { allows, type Role } from '../access/roles.ts'
import type { ManagementEnvironment } from '../environment.ts'
import type { ViewContext } from './define-resource.ts'
import type { ServiceIdentity } from './identity.ts'
import { splitPath } from './path-pattern.ts'
import type { WriteTarget } from './write-resource.ts'

/** One request below a service, after authentication. */
export interface ResourceRequest {
  readonly request: Request
  readonly url: URL
  readonly service: ServiceIdentity
  /** Below the service: `/apis/echo-api`. */
  readonly path: string
  readonly actor: string
  readonly role: Role | undefined
  readonly requestId: string
  /** It is answered to whom backends are no business of, whatever the role that it runs with. */
  readonly isForDevelopers?: boolean
}

/** Whom the change is written down for. */
export const authorOf = ({ actor, requestId }: ResourceRequest): ChangeAuthor => ({ actor, requestId })

export const toTarget = (
  environment: ManagementEnvironment,
  call: ResourceRequest,
  transaction: Transaction,
): WriteTarget => ({
  environment,
  transaction,
  service: call.service,
  path: call.path,
  query: call.url.searchParams,
  ifMatch: call.request.headers.get('if-match'),
})

export const toViewContext = (
  environment: ManagementEnvironment,
  { service, url, role, isForDevelopers = false }: ResourceRequest,
): ViewContext => ({ environment, service, url, query: url.searchParams, role, isForDevelopers })

/** Without its last segment. */
export const parentOf = (path: string): string => `/${splitPath(path).slice(0, -1).join('/')}`

/** @throws AppError `MethodNotAllowed` */
export function assertMethod({ request }: ResourceRequest, allowed: readonly string[]): void {
  if (allowed.includes(request.method)) return
  throw new AppError('MethodNotAllowed', { method: request.method, allowed: allowed.join(', ') })
}

/** @throws AppError `AuthorizationFailed` */
export function assertRole({ role }: Pick<ResourceRequest, 'role'>, needed: Role): void {
  if (!allows(role, needed)) throw new AppError('AuthorizationFailed', {})
}
