import { AppError, identifiers, userProperties } from '@sluice/contracts'
import * as z from 'zod'
import { parseContract } from '../../arm/faults.ts'
import { serviceKey } from '../../arm/identity.ts'
import { readJsonObject } from '../../arm/request-body.ts'
import { queueMail } from '../../mail/queue-mail.ts'
import { type AccessCall, type AccessRoute, type AccessSurroundings, authorOf } from '../access-route.ts'
import { issueLink, redeemLink } from '../one-time-links.ts'
import { assertMaySignIn, checkPassword, readServiceOf } from '../password-sign-in.ts'
import { sendPasswordLink } from '../send-password-link.ts'
import { beginSession } from '../sessions.ts'
import { assertSignUpOpen } from '../sign-up-rules.ts'
import { findAccount, readOpenAccount, type UserAccount } from '../user-account.ts'
import { changeUser, putUser, readIdentityOf, removeUser } from '../write-user.ts'

const password = z.string().min(8).max(200)
const service = identifiers.serviceName.optional()
const { email, firstName, lastName } = userProperties.shape
const signUp = z.object({ email, firstName, lastName, password, consent: z.boolean().default(false), service })
const confirmation = z.object({ ticket: z.string().min(1).max(200), password: password.optional() })
const resetRequest = z.object({ email, service })
const passwordChange = z.object({ currentPassword: z.string().min(1).max(200), newPassword: password })
const emailChange = z.object({ email, password: z.string().min(1).max(200) })
const closing = z.object({ password: z.string().min(1).max(200) })

/** What people do with their own accounts. @see reference: API Management, 5.3 */
export function accountRoutes(surroundings: AccessSurroundings): readonly AccessRoute[] {
  const { environment, guard } = surroundings
  const { store } = environment
  const accepted = () => new Response(null, { status: 202 })
  const read = async <Contract extends z.ZodType>({ request }: AccessCall, contract: Contract) =>
    parseContract(contract, await readJsonObject(request), '')
  const serviceOf = async ({ url }: AccessCall, named: string | undefined) =>
    named?.toLowerCase() ?? (await readServiceOf(environment, url))

  /** The user in person: whoever acts as somebody else must not take the account over. */
  async function readSelf({ actor }: AccessCall): Promise<UserAccount> {
    const { userService, userId, actedBy } = actor ?? {}
    const account =
      userService === undefined || userId === undefined || actedBy !== undefined
        ? undefined
        : await readOpenAccount(store, `${serviceKey(userService)}/users/${userId.toLowerCase()}`)
    if (account === undefined) throw new AppError('AuthorizationFailed', {})
    return account
  }

  const checkOwnPassword = ({ remoteAddress }: AccessCall, account: UserAccount, sent: string) =>
    checkPassword(surroundings, {
      service: account.service,
      email: account.properties.email,
      password: sent,
      remoteAddress,
    })

  return [
    {
      method: 'POST',
      path: '/api/sign-up',
      role: 'anonymous',
      async answer(call) {
        const { consent, service: named, ...person } = await read(call, signUp)
        const at = await serviceOf(call, named)
        await assertSignUpOpen(store, at, consent)
        // Not to be made a sender of mails to others.
        guard.enter(call.remoteAddress, `sign-up|${at}|${call.remoteAddress}`)
        // Who has the address already is not told to whoever asks; the password costs the same time.
        if ((await findAccount(store, at, person.email)) !== undefined) {
          await environment.passwords.hash(person.password)
          return accepted()
        }
        await store.transact(authorOf(call), async (transaction) => {
          // Somebody may have taken it at the same moment.
          if ((await findAccount(transaction, at, person.email)) !== undefined) return
          const id = environment.random.guid()
          const properties = { ...person, state: 'pending' }
          const account = await putUser(environment, transaction, { service: at, id, properties })
          const ticket = await issueLink(environment, transaction, { purpose: 'confirm', user: account })
          await queueMail(
            { environment, transaction, service: await readIdentityOf(transaction, at) },
            {
              template: 'ConfirmSignUpIdentityDefault',
              to: { userId: id },
              parameters: {
                ConfirmUrl: `${environment.portalUrl()}/confirm-v2/identities/basic/signup?ticket=${ticket}`,
              },
            },
          )
        })
        return accepted()
      },
    },
    {
      method: 'POST',
      path: '/api/confirm',
      role: 'anonymous',
      async answer(call) {
        const sent = await read(call, confirmation)
        await store.transact(authorOf(call), async (transaction) => {
          const link = await redeemLink(environment, transaction, sent.ticket, [
            'confirm',
            'invite',
            'password',
            'email',
          ])
          const account = await readOpenAccount(transaction, link.user.key)
          const isShutOut = account?.properties.state === 'blocked' || account?.properties.state === 'deleted'
          if (account === undefined || isShutOut) throw new AppError('LinkInvalid', {})
          const needsPassword = link.purpose === 'invite' || link.purpose === 'password'
          if (needsPassword && sent.password === undefined) parseContract(z.object({ password }), {}, '')
          await changeUser(environment, transaction, account, {
            ...(link.purpose === 'email' ? { email: link.email } : { state: 'active' }),
            ...(needsPassword ? { password: sent.password } : {}),
          })
        })
        return new Response(null, { status: 204 })
      },
    },
    {
      method: 'POST',
      path: '/api/reset-password',
      role: 'anonymous',
      async answer(call) {
        const { email: address, service: named } = await read(call, resetRequest)
        const at = await serviceOf(call, named)
        guard.enter(call.remoteAddress, `reset|${at}|${address.toLowerCase()}`)
        const account = await findAccount(store, at, address)
        // Answered alike whether there is such a user or not.
        if (account?.properties.state === 'active') await sendPasswordLink(environment, authorOf(call), account)
        return accepted()
      },
    },
    {
      method: 'POST',
      path: '/api/change-password',
      role: 'developer',
      async answer(call) {
        const sent = await read(call, passwordChange)
        const account = await checkOwnPassword(call, await readSelf(call), sent.currentPassword)
        const begun = await store.transact(authorOf(call), async (transaction) => {
          // Ends all sessions and tokens of the user; whoever came with a session goes on with another one.
          await changeUser(environment, transaction, account, { password: sent.newPassword })
          return call.session && beginSession(environment, transaction, { user: account, url: call.url })
        })
        if (begun === undefined) return new Response(null, { status: 204 })
        return Response.json({ csrfToken: begun.csrfToken }, { headers: { 'Set-Cookie': begun.cookie } })
      },
    },
    {
      method: 'POST',
      path: '/api/change-email',
      role: 'developer',
      async answer(call) {
        const sent = await read(call, emailChange)
        const account = await checkOwnPassword(call, await readSelf(call), sent.password)
        // An address that somebody has fails when it is confirmed, where only its owner comes to.
        await store.transact(authorOf(call), async (transaction) => {
          const ticket = await issueLink(environment, transaction, {
            purpose: 'email',
            user: account,
            email: sent.email,
          })
          await queueMail(
            { environment, transaction, service: await readIdentityOf(transaction, account.service) },
            {
              template: 'EmailChangeIdentityDefault',
              to: { email: sent.email },
              parameters: {
                DevFirstName: account.properties.firstName,
                DevLastName: account.properties.lastName,
                ConfirmUrl: `${environment.portalUrl()}/confirm-v2/identities/basic/email?ticket=${ticket}`,
              },
            },
          )
        })
        return accepted()
      },
    },
    {
      method: 'POST',
      path: '/api/close-account',
      role: 'developer',
      async answer(call) {
        const sent = await read(call, closing)
        const account = await checkOwnPassword(call, await readSelf(call), sent.password)
        assertMaySignIn(account)
        await store.transact(authorOf(call), async (transaction) => {
          const at = await readIdentityOf(transaction, account.service)
          await queueMail(
            { environment, transaction, service: at },
            { template: 'AccountClosedDeveloper', to: { userId: account.id } },
          )
          await removeUser(environment, transaction, account)
        })
        return new Response(null, { status: 204 })
      },
    },
  ]
}
