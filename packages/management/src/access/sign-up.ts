import { identifiers, userProperties } from '@sluice/contracts'
import * as z from 'zod'
import { queueMail } from '../mail/queue-mail.ts'
import { type AccessCall, type AccessSurroundings, authorOf } from './access-route.ts'
import { issueLink, toTicketUrl } from './one-time-links.ts'
import { assertPasswordsOn, assertSignUpOpen } from './portal-rules.ts'
import { findAccount } from './user-account.ts'
import { putUser, readIdentityOf } from './write-user.ts'

export const newPassword = z.string().min(8).max(200)
const { email, firstName, lastName } = userProperties.shape

export const signUpContract = z.object({
  email,
  firstName,
  lastName,
  password: newPassword,
  consent: z.boolean().default(false),
  service: identifiers.serviceName.optional(),
})

/** Makes a pending account and mails its owner a link. Answered alike whether the address is taken or not. */
export async function signUp(
  { environment, guard }: AccessSurroundings,
  call: AccessCall,
  service: string,
  { consent, service: _, ...person }: z.infer<typeof signUpContract>,
): Promise<Response> {
  const { store } = environment
  await assertSignUpOpen(store, service, consent)
  await assertPasswordsOn(store, service)
  // Not to be made a sender of mails to others.
  guard.enter(call.remoteAddress, `sign-up|${service}|${call.remoteAddress}`)
  const accepted = new Response(null, { status: 202 })
  // Who has the address already is not told to whoever asks; the password costs the same time.
  if ((await findAccount(store, service, person.email)) !== undefined) {
    await environment.passwords.hash(person.password)
    return accepted
  }
  await store.transact(authorOf(call), async (transaction) => {
    // Somebody may have taken it at the same moment.
    if ((await findAccount(transaction, service, person.email)) !== undefined) return
    const id = environment.random.guid()
    const account = await putUser(environment, transaction, {
      service,
      id,
      properties: { ...person, state: 'pending' },
    })
    const ticket = await issueLink(environment, transaction, { purpose: 'confirm', user: account })
    const ConfirmUrl = toTicketUrl(environment, 'confirm-v2/identities/basic/signup', account, ticket)
    await queueMail(
      { environment, transaction, service: await readIdentityOf(transaction, service) },
      { template: 'ConfirmSignUpIdentityDefault', to: { userId: id }, parameters: { ConfirmUrl } },
    )
  })
  return accepted
}
