import type { OwnEvent } from '@sluice/contracts'
import type { AuditRow, JsonObject } from '@sluice/platform'
import { matchPath, parsePathPattern, splitPath } from '../../arm/path-pattern.ts'
import { pathIn } from '../../events/shown-changes.ts'

/** Declared paths of what the developer portal shows to everybody, or decides by what it shows. */
export const shownPaths: readonly string[] = [
  '/apis/{apiId}',
  '/apis/{apiId}/operations/{operationId}',
  '/apis/{apiId}/releases/{releaseId}',
  '/apis/{apiId}/schemas/{schemaId}',
  '/apis/{apiId}/tools/{toolId}',
  '/apis/{apiId}/tagDescriptions/{tagDescriptionId}',
  '/apis/{apiId}/tags/{tagId}',
  '/apis/{apiId}/operations/{operationId}/tags/{tagId}',
  '/apis/{apiId}/issues/{issueId}',
  '/apis/{apiId}/wikis/default',
  '/apiVersionSets/{versionSetId}',
  '/documentations/{documentationId}',
  '/portalconfigs/{portalConfigId}',
  '/portalsettings/delegation',
  '/portalsettings/signin',
  '/portalsettings/signup',
  '/products/{productId}',
  '/products/{productId}/apis/{apiId}',
  '/products/{productId}/groups/{groupId}',
  '/products/{productId}/tags/{tagId}',
  '/products/{productId}/wikis/default',
  '/tags/{tagId}',
]

const shown = shownPaths.map(parsePathPattern)

/** Groups decide what a user sees. */
const membership = parsePathPattern('/groups/{groupId}/users/{userId}')

/** Whether a change is one of what the portal of a service shows to a user; undefined = who has not signed in. */
export function isShownInPortal(row: AuditRow, service: string, userId: string | undefined): boolean {
  const path = pathIn(row, service)
  if (path === undefined) return false
  const segments = splitPath(path)
  const member = matchPath(membership, segments)?.userId
  if (member !== undefined) return member.toLowerCase() === userId?.toLowerCase()
  return shown.some((pattern) => matchPath(pattern, segments) !== undefined)
}

type Kind = OwnEvent['kind']

/** What belongs to a user, and the user's path among its properties; undefined = it is the user. */
const owned: readonly { readonly kind: Kind; readonly path: string; readonly owner: string | undefined }[] = [
  { kind: 'profile', path: '/users/{userId}', owner: undefined },
  { kind: 'subscriptions', path: '/subscriptions/{sid}', owner: 'ownerId' },
  { kind: 'issues', path: '/apis/{apiId}/issues/{issueId}', owner: 'userId' },
]

const ownedPatterns = owned.map((one) => ({ ...one, pattern: parsePathPattern(one.path) }))

/** What of a user's own a change is of. */
export function ownKindOf(row: AuditRow, service: string, userId: string): Kind | undefined {
  const path = pathIn(row, service)
  if (path === undefined) return undefined
  const segments = splitPath(path)
  const found = ownedPatterns.find(({ pattern }) => matchPath(pattern, segments) !== undefined)
  if (found === undefined) return undefined
  const own = `/users/${userId}`.toLowerCase()
  const { owner } = found
  const owners = owner === undefined ? [path] : [ownerIn(row.before, owner), ownerIn(row.after, owner)]
  return owners.some((one) => one?.toLowerCase() === own) ? found.kind : undefined
}

function ownerIn(body: JsonObject | undefined, field: string): string | undefined {
  const value = (body?.properties as JsonObject | undefined)?.[field]
  return typeof value === 'string' ? value : undefined
}
