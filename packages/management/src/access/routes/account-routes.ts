import { AppError, identifiers, userProperties } from '@sluice/contracts'
import * as z from 'zod'
import { parseContract } from '../../arm/faults.ts'
import { serviceKey } from '../../arm/identity.ts'
import { readJsonObject } from '../../arm/request-body.ts'
import { queueMail } from '../../mail/queue-mail.ts'
import { type AccessCall, type AccessRoute, type AccessSurroundings, authorOf } from '../access-route.ts'
import { closeAccount } from '../close-account.ts'
import { issueLink, toTicketUrl } from '../one-time-links.ts'
import { assertMaySignIn, confirmPassword, readServiceOf } from '../password-sign-in.ts'
import { assertOwnAccountHere } from '../portal-rules.ts'
import { redeemTicket } from '../redeem-ticket.ts'
import { requestPasswordLink } from '../send-password-link.ts'
import { beginSession } from '../sessions.ts'
import { newPassword, signUp, signUpContract } from '../sign-up.ts'
import { readOpenAccount, type UserAccount } from '../user-account.ts'
import { changeUser, readIdentityOf } from '../write-user.ts'

const service = identifiers.serviceName.optional()
const { email } = userProperties.shape
const confirmation = z.object({ ticket: z.string().min(1).max(200), password: newPassword.optional() })
const resetRequest = z.object({ email, service })
const passwordChange = z.object({ currentPassword: z.string().min(1).max(200), newPassword })
const emailChange = z.object({ email, password: z.string().min(1).max(200) })
const closing = z.object({ password: z.string().min(1).max(200) })

/** What people do with their own accounts. @see reference: API Management, 5.3 */
export function accountRoutes(surroundings: AccessSurroundings): readonly AccessRoute[] {
  const { environment } = surroundings
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
    confirmPassword(surroundings, {
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
        const sent = await read(call, signUpContract)
        return signUp(surroundings, call, await serviceOf(call, sent.service), sent)
      },
    },
    {
      method: 'POST',
      path: '/api/confirm',
      role: 'anonymous',
      async answer(call) {
        await redeemTicket(environment, authorOf(call), await read(call, confirmation))
        return new Response(null, { status: 204 })
      },
    },
    {
      method: 'POST',
      path: '/api/reset-password',
      role: 'anonymous',
      async answer(call) {
        const { email: address, service: named } = await read(call, resetRequest)
        return requestPasswordLink(surroundings, call, await serviceOf(call, named), address)
      },
    },
    {
      method: 'POST',
      path: '/api/change-password',
      role: 'developer',
      async answer(call) {
        const sent = await read(call, passwordChange)
        const self = await readSelf(call)
        await assertOwnAccountHere(store, self, 'ChangePassword')
        const account = await checkOwnPassword(call, self, sent.currentPassword)
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
        const self = await readSelf(call)
        await assertOwnAccountHere(store, self, 'ChangeProfile')
        const account = await checkOwnPassword(call, self, sent.password)
        // An address that somebody has fails when it is confirmed, where only its owner comes to.
        const withAddress = { ...account, properties: { ...account.properties, email: sent.email } }
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
                ConfirmUrl: toTicketUrl(environment, 'confirm-v2/identities/basic/email', withAddress, ticket),
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
        const self = await readSelf(call)
        await assertOwnAccountHere(store, self, 'CloseAccount')
        const account = await checkOwnPassword(call, self, sent.password)
        assertMaySignIn(account)
        await closeAccount(environment, authorOf(call), account)
        return new Response(null, { status: 204 })
      },
    },
  ]
}
