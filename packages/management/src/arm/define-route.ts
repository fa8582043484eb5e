import type { JsonObject } from '@sluice/platform'
import type { Role } from '../access/roles.ts'
import type { ManagementEnvironment } from '../environment.ts'
import type { ResourceRequest } from './resource-request.ts'

/** What a route of its own is handed. */
export interface RouteContext extends ResourceRequest {
  readonly environment: ManagementEnvironment
  /** Identifiers of the path by the names of the declaration. */
  readonly identifiers: Readonly<Record<string, string>>
}

/** A call below a service that is no verb of a resource, such as `POST /validatePolicies`. */
export interface RouteDeclaration {
  /** Below the service, identifiers in braces. */
  readonly path: string
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly access: Role
  /** What it is for, in one sentence. */
  readonly summary: string
  /** A JSON object is answered with 200, undefined with 204. */
  answer(context: RouteContext): Promise<JsonObject | Response | undefined>
}

export const defineRoute = (declaration: RouteDeclaration): RouteDeclaration => declaration

/** Operations of the compatible service that have no sense here, or not yet: what is at or below the path answers 501. */
export interface UnsupportedRoutes {
  /** Below the service, identifiers in braces. */
  readonly below: string
  /** Why, and what to use instead, as one sentence. */
  readonly reason: string
}
