import { type Role, type UserRole, userRoles } from '@sluice/contracts'

export type { Role, UserRole }

/** What a route or a resource asks of its caller at least; `anonymous` asks for nothing. */
export type RequiredRole = 'anonymous' | Role

/** Who makes a call, after authentication. */
export interface Actor {
  /** User id, `automation`, client id, or the name of a part of the installation. */
  readonly subject: string
  /** Undefined = nobody has signed in. */
  readonly role: Role | undefined
  /** Name of the one service that the caller is confined to; undefined = every service of the installation. */
  readonly service?: string
  /** Id of the user, where the caller is one, and the service that the user belongs to. */
  readonly userId?: string
  readonly userService?: string
  /** Subject of the administrator who acts as this user. */
  readonly actedBy?: string
}

/**
 * Whether a role may do what asks for another one: administrator ⊃ publisher ⊃ analyst ⊃ developer. `internal` is for
 * the parts of the installation among themselves: it stands apart, neither above a user's role nor below one.
 */
export function allows(role: Role | undefined, needed: RequiredRole): boolean {
  if (needed === 'anonymous') return true
  if (role === undefined) return false
  if (needed === 'internal' || role === 'internal') return role === needed
  return userRoles.indexOf(role) >= userRoles.indexOf(needed)
}
