import { AppError } from '@sluice/contracts'
import type { ChangeAuthor, JsonObject, Transaction } from '@sluice/platform'
import type { ManagementEnvironment } from '../environment.ts'
import { welcomeUser } from '../mail/announce-user.ts'
import { assertAllowedTenant } from './allowed-tenants.ts'
import type { ExternalClaims, ExternalProvider } from './external-provider.ts'
import { assertMaySignIn } from './password-sign-in.ts'
import { assertOwnAccountHere, assertSignUpOpen } from './portal-rules.ts'
import { beginSession } from './sessions.ts'
import { findAccount, findByIdentity, type UserAccount } from './user-account.ts'
import { changeUser, putUser, readIdentityOf } from './write-user.ts'

export interface ExternalSignIn {
  readonly service: string
  readonly provider: ExternalProvider
  readonly claims: ExternalClaims
  readonly hasConsented: boolean
  readonly url: URL
}

/**
 * Begins a session of the user who has this identity, else of the one who has this verified address, else of a new one.
 * @returns the value of `Set-Cookie`
 */
export async function signInExternally(
  environment: ManagementEnvironment,
  author: ChangeAuthor,
  signIn: ExternalSignIn,
): Promise<string> {
  await assertAllowedTenant(environment, signIn.provider, signIn.claims.tenant)
  return environment.store.transact(author, async (transaction) => {
    const user = await findOrMakeUser(environment, transaction, signIn)
    assertMaySignIn(user)
    await assertOwnAccountHere(transaction, user, 'SignIn')
    return (await beginSession(environment, transaction, { user, url: signIn.url })).cookie
  })
}

async function findOrMakeUser(
  environment: ManagementEnvironment,
  transaction: Transaction,
  { service, provider, claims, hasConsented }: ExternalSignIn,
): Promise<UserAccount> {
  const identity = { provider: provider.label, id: claims.id }
  const welcome = async ({ id }: UserAccount) =>
    welcomeUser({ environment, transaction, service: await readIdentityOf(transaction, service) }, id, {
      provider: provider.label,
    })
  const known = await findByIdentity(transaction, service, identity)
  if (known !== undefined) return known
  const { email, isEmailVerified } = claims
  if (email === undefined || (!isEmailVerified && !isOfKnownDirectory(provider))) {
    throw new AppError('OperationNotAllowed', { reason: 'The provider did not confirm your e-mail address.' })
  }
  const owner = await findAccount(transaction, service, email)
  if (owner !== undefined) {
    if (!isEmailVerified) {
      throw new AppError('OperationNotAllowed', { reason: 'Somebody else has this e-mail address.' })
    }
    assertNotShutOut(owner)
    const identities = [...(owner.properties.identities ?? []), identity] as unknown as JsonObject[]
    // Whoever signed up with this address without confirming it may not be its owner: that password opens nothing.
    const takenOver =
      owner.properties.state === 'pending' ? { state: 'active', password: environment.random.hex(32) } : {}
    const changed = await changeUser(environment, transaction, owner, { identities, ...takenOver })
    if (owner.properties.state === 'pending') await welcome(changed)
    return changed
  }
  await assertSignUpOpen(transaction, service, hasConsented)
  const made = await putUser(environment, transaction, {
    service,
    id: environment.random.guid(),
    properties: {
      email,
      firstName: toName(claims.firstName),
      lastName: toName(claims.lastName),
      identities: [identity],
    },
  })
  await welcome(made)
  return made
}

/**
 * Whether it is a directory of ours that says an address, which it does without having verified it. Any directory at all
 * could say any address: an account made of that would wait for its owner to come, with somebody else signed in to it.
 */
function isOfKnownDirectory({ type, properties: { allowedTenants, signinTenant } }: ExternalProvider): boolean {
  const isOpen = ['', 'common', 'organizations', 'consumers'].includes((signinTenant ?? '').toLowerCase())
  return type === 'aad' && (allowedTenants.length > 0 || !isOpen)
}

function assertNotShutOut(account: UserAccount): void {
  if (account.properties.state !== 'pending') assertMaySignIn(account)
}

/** Names come from elsewhere: what no name may hold is left out. */
const toName = (name: string | undefined): string =>
  (name ?? '')
    .replace(/[<>:;()\\/@!]/g, '')
    .trim()
    .slice(0, 100) || 'Unknown'
