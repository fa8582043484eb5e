import { AppError, type OwnEvent } from '@sluice/contracts'
import { assertApiVersion } from '../../arm/api-version.ts'
import { createEventStream, toEventText } from '../../events/event-stream.ts'
import type { AccessCall, AccessRoute, AccessSurroundings } from '../access-route.ts'
import { isShownInPortal, ownKindOf } from '../developer/portal-changes.ts'
import { isSignInRequired } from '../developer/visible.ts'
import { readServiceOf } from '../password-sign-in.ts'
import { readIdentityOf } from '../write-user.ts'

/** What happens within this time is told once. */
const paceMs = 1_000

const kinds: readonly OwnEvent['kind'][] = ['profile', 'subscriptions', 'issues']
const toOwn = (kind: OwnEvent['kind']): string => toEventText('own', { kind } satisfies OwnEvent)
const catalogue = toEventText('catalogue', {})

/**
 * Tells pages of the developer portal that something changed, never what: they read again what they may see. Nothing is
 * said of the time before, so that whoever comes again reads again, too.
 */
export function developerEventRoutes({ environment }: AccessSurroundings): readonly AccessRoute[] {
  const { store, changes } = environment

  async function answer({ url, actor }: AccessCall): Promise<Response> {
    assertApiVersion(url.searchParams)
    const { name } = await readIdentityOf(store, await readServiceOf(environment, url))
    const service = name.toLowerCase()
    const userId = actor?.userService === service ? actor.userId : undefined
    if (userId === undefined && (await isSignInRequired(store, service))) throw new AppError('AuthenticationFailed', {})
    return createEventStream({
      feed: changes,
      paceMs,
      listen: (queue) => ({
        onRows(rows) {
          if (rows.some((row) => isShownInPortal(row, service, userId))) queue.pushOnce(catalogue)
          if (userId === undefined) return
          for (const row of rows) {
            const kind = ownKindOf(row, service, userId)
            if (kind !== undefined) queue.pushOnce(toOwn(kind))
          }
        },
        onGap() {
          queue.pushOnce(catalogue)
          if (userId !== undefined) for (const kind of kinds) queue.pushOnce(toOwn(kind))
        },
      }),
      begin: () => toEventText('ready', {}),
    })
  }

  return [{ method: 'GET', path: '/developer/events', role: 'anonymous', isPersonal: true, answer }]
}
