import type { ChangeAuthor } from '@sluice/platform'
import type { OwnGateway } from '../console/own-gateway.ts'
import type { WebSocketRelay } from '../console/web-socket-relay.ts'
import type { ManagementEnvironment } from '../environment.ts'
import type { ServiceAddresses } from '../services/service-addresses.ts'
import type { Credentials } from './credentials.ts'
import type { GuessGuard } from './guess-guard.ts'
import type { Actor, RequiredRole } from './roles.ts'
import type { Session } from './sessions.ts'

/** What the routes outside the resource manager's tree work with. */
export interface AccessSurroundings {
  readonly environment: ManagementEnvironment
  readonly credentials: Credentials
  readonly guard: GuessGuard
  readonly addresses: () => ServiceAddresses
  readonly ownGateway: OwnGateway
  readonly webSocketRelay: WebSocketRelay
}

/** One call of such a route, after its caller was found to have the role. */
export interface AccessCall {
  readonly request: Request
  readonly url: URL
  /** Identifiers of the path by the names of the declaration. */
  readonly parameters: Readonly<Record<string, string>>
  readonly requestId: string
  readonly remoteAddress: string
  /** Undefined where the route asks for nobody. */
  readonly actor: Actor | undefined
  readonly session: Session | undefined
}

/** A route outside the resource manager's tree, with the role that it asks for. */
export interface AccessRoute {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'ALL'
  /** Identifiers after colons, `*` for the rest. */
  readonly path: string
  readonly role: RequiredRole
  /** For `anonymous`: whether whoever has credentials is told apart by them all the same. */
  readonly isPersonal?: true
  /** Whether it concerns the whole installation, so that whoever is confined to one service may not. */
  readonly isForInstallation?: true
  /** What whoever has not shown who it is may send; default: `maxAnonymousBytes`. */
  readonly maxAnonymousBytes?: number
  answer(call: AccessCall): Promise<Response> | Response
}

export const authorOf = ({ actor, requestId }: Pick<AccessCall, 'actor' | 'requestId'>): ChangeAuthor => ({
  actor: actor?.subject ?? 'anonymous',
  requestId,
})
