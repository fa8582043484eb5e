import { AppError } from '@sluice/contracts'
import type { ManagementEnvironment } from '../environment.ts'
import { readClientActor } from './client-directory.ts'
import { createGenerationCache } from './generation-cache.ts'
import type { GuessGuard } from './guess-guard.ts'
import type { Actor } from './roles.ts'
import { readSasActor } from './sas-access.ts'
import { assertOwnPage, readSession, type Session } from './sessions.ts'
import { type TokenUser, tokensCollection, toTokenRecord } from './token-directory.ts'
import { readOpenAccount, toActor } from './user-account.ts'

/** Who sent a request, and with what. */
export interface Identified {
  readonly actor: Actor
  /** Where it came with the cookie of a session. */
  readonly session?: Session
}

export interface Credentials {
  /**
   * Reads who sends a request: a bearer token, a shared access signature, or the cookie of a session.
   * @param service name of the service that the request is about, whose keys a signature is checked with
   * @returns undefined = nothing was sent, or a session that is over
   * @throws AppError `AuthenticationFailed`, `CsrfTokenInvalid`, `TooManySignIns`
   */
  identify(request: Request, remoteAddress: string, service: string | undefined): Promise<Identified | undefined>
  /** The same for a request that is still being answered: it does not keep a session from ending. */
  identifyAgain(request: Request, remoteAddress: string, service: string | undefined): Promise<Identified | undefined>
  close(): void
}

/** The credentials that this installation knows; what it has looked up it keeps until anything changes in the store. */
export function createCredentials(environment: ManagementEnvironment, guard: GuessGuard): Credentials {
  const { store, tokens } = environment
  const known = createGenerationCache<Actor>()
  const stopFollowing = store.onChange(() => known.clear())

  async function readBearer(token: string): Promise<Actor | undefined> {
    const identity = await tokens.verify(token)
    if (identity === undefined) return undefined
    const { subject, role, service, id } = identity
    if (role === 'internal' || tokens.isAutomationToken(token)) {
      return { subject, role, ...(service === undefined ? {} : { service: service.toLowerCase() }) }
    }
    // A token that nobody wrote down cannot be taken back, so there are none.
    if (id === undefined) return undefined
    return known.get(`${subject}|${id}`, () =>
      subject.startsWith('client:') ? readClientActor(store, subject, id, environment.clock) : readListed(id),
    )
  }

  async function readListed(id: string): Promise<Actor | undefined> {
    const document = await store.get(`${tokensCollection}/${id}`)
    if (document === undefined) return undefined
    const { user, subject, role, service } = toTokenRecord(document)
    if (user !== null) return readUser(user)
    return { subject, role, ...(service === null ? {} : { service: service.toLowerCase() }) }
  }

  /** With the role that the user has now, not the one of the sign-in. */
  async function readUser({ key, ordinal }: TokenUser): Promise<Actor | undefined> {
    const account = await readOpenAccount(store, key)
    if (account === undefined || account.ordinal !== ordinal || account.properties.state !== 'active') return undefined
    return toActor(store, account)
  }

  async function readCookie(request: Request, isAgain: boolean): Promise<Identified | undefined> {
    const session = await readSession(environment, request, { isProlonged: !isAgain })
    if (session === undefined) return undefined
    const { user, actedBy, actingUser } = session.record
    const actor = await known.get(session.key, async () => {
      const isStillActing = actingUser === null || (await readUser(actingUser))?.role === 'administrator'
      return isStillActing ? readUser(user) : undefined
    })
    if (actor === undefined) return undefined
    assertOwnPage(request, session)
    return {
      session,
      actor: actedBy === null ? actor : { ...actor, subject: `${actedBy} as ${actor.subject}`, actedBy },
    }
  }

  const identifyWith =
    ({ isAgain }: { readonly isAgain: boolean }): Credentials['identify'] =>
    async (request, remoteAddress, service) => {
      const sent = request.headers.get('authorization')
      if (sent === null) return readCookie(request, isAgain)
      const [, scheme = '', value = ''] = /^(\S+) +(.+?)\s*$/.exec(sent) ?? []
      const actor =
        scheme.toLowerCase() === 'bearer'
          ? await readBearer(value)
          : scheme.toLowerCase() === 'sharedaccesssignature' && service !== undefined
            ? await readSasActor({ environment, guard, remoteAddress, service: service.toLowerCase() }, value)
            : undefined
      if (actor === undefined) throw new AppError('AuthenticationFailed', {})
      return { actor }
    }

  return {
    identify: identifyWith({ isAgain: false }),
    identifyAgain: identifyWith({ isAgain: true }),
    close: stopFollowing,
  }
}
