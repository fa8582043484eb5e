import { AppError, type Role } from '@sluice/contracts'
import type { BearerTokens, ChangeAuthor, Clock, JsonObject, Store, StoredDocument } from '@sluice/platform'
import { assertRoom } from './assert-room.ts'
import { removeExpired } from './remove-expired.ts'
import { removeSurplus } from './remove-surplus.ts'

export const tokensCollection = '/tokens'

/** What is kept of a token: never the token itself. */
export interface TokenRecord {
  readonly id: string
  readonly name: string
  readonly subject: string
  readonly role: Exclude<Role, 'internal'>
  /** Name of the one service it is good for; null = the whole installation. */
  readonly service: string | null
  /** The user who signed in for it, as it stood then; null = it belongs to nobody and is good on its own. */
  readonly user: TokenUser | null
  readonly createdAt: string
  readonly expiresAt: string
}

export interface TokenUser {
  readonly key: string
  /** A user who is made again under the same name is another one. */
  readonly ordinal: number
}

/** What the directory works with: a command of the program has it as well as the service. */
export interface TokenSurroundings {
  readonly store: Store
  readonly clock: Clock
  readonly tokens: BearerTokens
  readonly random: { guid(): string }
}

export interface NewToken {
  readonly name?: string | undefined
  readonly role: TokenRecord['role']
  readonly service?: string | undefined
  readonly user?: TokenUser
  /** Default: `token:` and the name, or `automation` without one. */
  readonly subject?: string
  readonly lifetimeSeconds: number
}

/**
 * Makes a token and writes it down, so that it can be listed and revoked.
 * @throws AppError `OperationNotAllowed` when there are too many
 */
export async function issueToken(
  { store, clock, tokens, random }: TokenSurroundings,
  author: ChangeAuthor,
  wanted: NewToken,
): Promise<{ readonly token: string; readonly record: TokenRecord }> {
  const now = clock.now()
  const name = wanted.name ?? ''
  const record: TokenRecord = {
    id: random.guid(),
    name,
    subject: wanted.subject ?? (name === '' ? 'automation' : `token:${name}`),
    role: wanted.role,
    service: wanted.service?.toLowerCase() ?? null,
    user: wanted.user ?? null,
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now + wanted.lifetimeSeconds * 1000).toISOString(),
  }
  const { id, subject, role, service } = record
  const token = await tokens.issue(
    { subject, role, id, ...(service === null ? {} : { service }) },
    wanted.lifetimeSeconds,
  )
  await store.transact(author, async (transaction) => {
    await removeExpired(transaction, tokensCollection, now)
    if (record.user !== null) await removeSurplus(transaction, tokensCollection, record.user.key)
    else await assertRoom(transaction, tokensCollection, 'tokens')
    await transaction.put(
      { key: `${tokensCollection}/${id}`, collection: tokensCollection, body: record as unknown as JsonObject },
      record.user === null ? {} : { references: { credentialOwner: record.user.key } },
    )
  })
  return { token, record }
}

/** The tokens that are still good, oldest first. @param service only those that are good for this one alone */
export async function listTokens(
  { store, clock }: Pick<TokenSurroundings, 'store' | 'clock'>,
  service?: string,
): Promise<readonly TokenRecord[]> {
  const now = clock.now()
  return (await store.list(tokensCollection))
    .map(toTokenRecord)
    .filter(({ expiresAt }) => Date.parse(expiresAt) > now)
    .filter((record) => service === undefined || record.service === service.toLowerCase())
}

/** Ends a token at once. @param service only if it is good for this one alone @throws AppError `ResourceNotFound` */
export async function revokeToken(store: Store, author: ChangeAuthor, id: string, service?: string): Promise<void> {
  const key = `${tokensCollection}/${id.toLowerCase()}`
  await store.transact(author, async (transaction) => {
    const document = await transaction.get(key)
    const isInReach = document !== undefined && (service === undefined || toTokenRecord(document).service === service)
    if (!isInReach) throw new AppError('ResourceNotFound', { kind: 'Token' })
    await transaction.remove(key)
  })
}

export const toTokenRecord = ({ body }: StoredDocument): TokenRecord => body as unknown as TokenRecord
