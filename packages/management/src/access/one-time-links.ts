import { AppError } from '@sluice/contracts'
import type { JsonObject, Transaction } from '@sluice/platform'
import type { ManagementEnvironment } from '../environment.ts'
import { removeExpired } from './remove-expired.ts'
import { removeSurplus } from './remove-surplus.ts'
import type { TokenUser } from './token-directory.ts'
import type { UserAccount } from './user-account.ts'

const linksCollection = '/links'
const secretBytes = 32

/** What a link of a mail or of another site opens, once. */
export type LinkPurpose = 'confirm' | 'invite' | 'password' | 'email' | 'sso'

const minute = 60_000
const day = 86_400_000
const lifetimesMs: Readonly<Record<LinkPurpose, number>> = {
  confirm: 2 * day,
  invite: 2 * day,
  password: 60 * minute,
  email: 2 * day,
  sso: 5 * minute,
}

export interface LinkRecord {
  readonly purpose: LinkPurpose
  readonly user: TokenUser
  /** The new address, for `email`. */
  readonly email: string | null
  readonly expiresAt: string
}

type LinkEnvironment = Pick<ManagementEnvironment, 'clock' | 'random' | 'secrets'>

/** Makes a link for a user. @returns its secret, which is not kept */
export async function issueLink(
  environment: LinkEnvironment,
  transaction: Transaction,
  { purpose, user, email = null }: Pick<LinkRecord, 'purpose' | 'user'> & { readonly email?: string | null },
): Promise<string> {
  const secret = environment.random.hex(secretBytes)
  const now = environment.clock.now()
  const record: LinkRecord = {
    purpose,
    user: { key: user.key, ordinal: user.ordinal },
    email,
    expiresAt: new Date(now + lifetimesMs[purpose]).toISOString(),
  }
  await removeExpired(transaction, linksCollection, now)
  await removeSurplus(transaction, linksCollection, user.key)
  await transaction.put(
    { key: keyOf(environment, secret), collection: linksCollection, body: record as unknown as JsonObject },
    { references: { credentialOwner: user.key } },
  )
  return secret
}

/**
 * Takes a link: it is good for this one time.
 * @throws AppError `LinkInvalid` when it was used, has expired, is for something else, or never was one
 */
export async function redeemLink(
  environment: LinkEnvironment,
  transaction: Transaction,
  secret: string,
  purposes: readonly LinkPurpose[],
): Promise<LinkRecord> {
  const key = keyOf(environment, secret)
  const record = (await transaction.get(key))?.body as unknown as LinkRecord | undefined
  const isGood =
    record !== undefined &&
    purposes.includes(record.purpose) &&
    Date.parse(record.expiresAt) > environment.clock.now() &&
    (await transaction.get(record.user.key))?.ordinal === record.user.ordinal
  if (!isGood) throw new AppError('LinkInvalid', {})
  await transaction.remove(key)
  return record
}

/** What the compatible portal sends along with a ticket: it tells nothing that the ticket does not. */
export const toTicketId = ({ secrets }: Pick<LinkEnvironment, 'secrets'>, secret: string): string =>
  secrets.lookupHash(`ticket:${secret}`).slice(0, 24)

/** The address of a mail: the page of the portal, with what it sends back. */
export function toTicketUrl(
  environment: Pick<ManagementEnvironment, 'portalUrl' | 'secrets'>,
  path: string,
  { id, service, properties: { email } }: UserAccount,
  secret: string,
): string {
  const fields = { userid: id, ticketid: toTicketId(environment, secret), ticket: secret, identity: email, service }
  return `${environment.portalUrl()}/${path}?${new URLSearchParams(fields)}`
}

const keyOf = ({ secrets }: LinkEnvironment, secret: string): string =>
  `${linksCollection}/${secrets.lookupHash(`link:${secret}`)}`
