import { timingSafeEqual } from 'node:crypto'
import { AppError } from '@sluice/contracts'
import type { JsonObject, Transaction } from '@sluice/platform'
import type { ManagementEnvironment } from '../environment.ts'
import { removeExpired } from './remove-expired.ts'
import { removeSurplus } from './remove-surplus.ts'
import type { TokenUser } from './token-directory.ts'

const sessionsCollection = '/sessions'
/** A session ends when nothing was asked for so long… */
const idleMs = 8 * 3_600_000
/** …and in any case after this. */
const longestMs = 14 * 86_400_000
const secretBytes = 32

/** What is kept of a session, under the hash of its secret. */
export interface SessionRecord {
  readonly user: TokenUser
  /** Host and port that it was begun at; it is good for no other. */
  readonly host: string
  /** Subject of the administrator who acts as the user; null = the user in person. */
  readonly actedBy: string | null
  /** The same administrator as a user, where the administrator is one: when he goes, so does the session. */
  readonly actingUser: TokenUser | null
  readonly createdAt: string
  readonly expiresAt: string
}

export interface Session {
  readonly key: string
  readonly record: SessionRecord
  /** What a page sends along as `X-CSRF-Token`. */
  readonly csrfToken: string
}

type SessionEnvironment = Pick<ManagementEnvironment, 'clock' | 'random' | 'secrets' | 'store'>

interface NewSession extends Partial<Pick<SessionRecord, 'actedBy' | 'actingUser'>> {
  readonly user: TokenUser
  readonly url: URL
}

/** Begins a session within the transaction. @returns the value of `Set-Cookie`, and what pages send along */
export async function beginSession(
  environment: SessionEnvironment,
  transaction: Transaction,
  { user, url, actedBy = null, actingUser = null }: NewSession,
): Promise<{ readonly cookie: string; readonly csrfToken: string }> {
  const secret = environment.random.hex(secretBytes)
  const now = environment.clock.now()
  const record: SessionRecord = {
    user: { key: user.key, ordinal: user.ordinal },
    host: url.host,
    actedBy,
    actingUser: actingUser && { key: actingUser.key, ordinal: actingUser.ordinal },
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now + idleMs).toISOString(),
  }
  await removeExpired(transaction, sessionsCollection, now)
  await removeSurplus(transaction, sessionsCollection, user.key)
  await putSession(transaction, keyOf(environment, secret), record)
  return { cookie: toCookie(url, secret), csrfToken: csrfTokenOf(environment, secret) }
}

const putSession = (transaction: Transaction, key: string, record: SessionRecord) =>
  transaction.put(
    { key, collection: sessionsCollection, body: record as unknown as JsonObject },
    { references: { credentialOwner: record.user.key } },
  )

/**
 * The session of a request's cookie, prolonged, unless that is not wanted, when half of its time is over; undefined = there
 * is none.
 */
export async function readSession(
  environment: SessionEnvironment,
  request: Request,
  { isProlonged = true }: { readonly isProlonged?: boolean } = {},
): Promise<Session | undefined> {
  const url = new URL(request.url)
  const secret = readCookie(request, cookieName(url))
  if (secret === undefined) return undefined
  const { store, clock } = environment
  const key = keyOf(environment, secret)
  const record = (await store.get(key))?.body as unknown as SessionRecord | undefined
  const now = clock.now()
  if (record === undefined || record.host !== url.host || Date.parse(record.expiresAt) <= now) return undefined
  const session = { key, record, csrfToken: csrfTokenOf(environment, secret) }
  const until = Math.min(now + idleMs, Date.parse(record.createdAt) + longestMs)
  // Nobody acts as somebody else for longer than that.
  if (record.actedBy !== null || !isProlonged) return session
  if (Date.parse(record.expiresAt) - now > idleMs / 2 || until <= Date.parse(record.expiresAt)) return session
  const prolonged = { ...record, expiresAt: new Date(until).toISOString() }
  await store.transact({ actor: 'session' }, async (transaction) => {
    // It may have been ended in between.
    if ((await transaction.get(key)) !== undefined) await putSession(transaction, key, prolonged)
  })
  return session
}

/**
 * A call that changes something and comes with nothing but a cookie must show that a page of ours sent it.
 * @throws AppError `CsrfTokenInvalid`
 */
export function assertOwnPage(request: Request, { csrfToken }: Session): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const sent = Buffer.from(request.headers.get('x-csrf-token') ?? '')
  const expected = Buffer.from(csrfToken)
  if (isOfOwnOrigin(request) && sent.length === expected.length && timingSafeEqual(sent, expected)) return
  throw new AppError('CsrfTokenInvalid', {})
}

/** False when the page of another site sent it. */
export function isOfOwnOrigin(request: Request): boolean {
  const origin = request.headers.get('origin')
  // The scheme is left out of it: a proxy in front may have taken the encryption off.
  return origin === null || (URL.canParse(origin) && new URL(origin).host === new URL(request.url).host)
}

/**
 * Ends whatever a user has signed in with: sessions and tokens.
 * @param except key of the session that goes on
 */
export async function endCredentialsOf(transaction: Transaction, userKey: string, except?: string): Promise<void> {
  for (const { key } of await transaction.findByIndex('credentialOwner', userKey)) {
    if (key !== except) await transaction.remove(key)
  }
}

/** Whether a request says who makes it, rightly or not. */
export const hasCredentials = (request: Request): boolean =>
  request.headers.has('authorization') || readCookie(request, cookieName(new URL(request.url))) !== undefined

/** The value of `Set-Cookie` that takes the cookie back. */
export const withoutCookie = (url: URL): string => `${toCookie(url, '')}; Max-Age=0`

/** Over TLS the name itself keeps other paths and sub-domains from setting it. */
const cookieName = (url: URL): string => (url.protocol === 'https:' ? '__Host-sluice-session' : 'sluice-session')

const toCookie = (url: URL, value: string): string =>
  `${cookieName(url)}=${value}; Path=/; HttpOnly; SameSite=Strict${url.protocol === 'https:' ? '; Secure' : ''}`

function readCookie(request: Request, name: string): string | undefined {
  for (const part of (request.headers.get('cookie') ?? '').split(/;\s*/)) {
    const at = part.indexOf('=')
    if (part.slice(0, at) === name && /^[0-9a-f]{1,128}$/.test(part.slice(at + 1))) return part.slice(at + 1)
  }
  return undefined
}

const keyOf = ({ secrets }: SessionEnvironment, secret: string): string =>
  `${sessionsCollection}/${secrets.lookupHash(`session:${secret}`)}`

const csrfTokenOf = ({ secrets }: SessionEnvironment, secret: string): string => secrets.lookupHash(`csrf:${secret}`)
