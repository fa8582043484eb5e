import { AppError, userProperties } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'
import * as z from 'zod'
import { assertApiVersion } from '../../arm/api-version.ts'
import { parseContract } from '../../arm/faults.ts'
import { isJsonObject, readJsonObject, readOptionalJsonObject } from '../../arm/request-body.ts'
import { type AccessCall, type AccessRoute, type AccessSurroundings, authorOf } from '../access-route.ts'
import { ticketOf, toSasHeader } from '../developer/portal-headers.ts'
import { readServiceOf } from '../password-sign-in.ts'
import { mayUsePassword } from '../portal-rules.ts'
import { redeemTicket } from '../redeem-ticket.ts'
import { requestPasswordLink } from '../send-password-link.ts'
import { newPassword, signUp, signUpContract } from '../sign-up.ts'

const withPassword = z.object({ password: newPassword })
const maybePassword = withPassword.partial()
const toAddress = z.object({ to: userProperties.shape.email })

/**
 * What the developer portal does for people who have not signed in: sign-up, and what the links of mails are for, which
 * come as `Authorization: Ticket id="…",ticket="…"`.
 * @see reference: API Management, 5.3
 */
export function developerAccountRoutes(
  surroundings: AccessSurroundings,
  answerOther: AccessRoute['answer'],
): readonly AccessRoute[] {
  const { environment, credentials } = surroundings
  /** The portal sends fields as they are, scripts below `properties`. */
  const fieldsOf = (body: JsonObject) => (isJsonObject(body.properties) ? body.properties : body)

  async function confirmIdentity(call: AccessCall): Promise<Response> {
    assertApiVersion(call.url.searchParams)
    const { userId = '', provider = '', identity = '' } = call.parameters
    if (provider.toLowerCase() !== 'basic') throw new AppError('ResourceNotFound', { kind: 'UserIdentity' })
    const ticket = ticketOf(call.request)
    if (ticket === undefined) throw new AppError('AuthenticationFailed', {})
    const { password } = parseContract(maybePassword, fieldsOf((await readOptionalJsonObject(call.request)) ?? {}), '')
    const account = await redeemTicket(environment, authorOf(call), {
      ticket: ticket.ticket,
      password,
      of: { userId, identity, ticketId: ticket.id },
    })
    const isSignedIn = await mayUsePassword(environment.store, account)
    return Response.json({ id: account.id }, { headers: isSignedIn ? toSasHeader(environment, account) : {} })
  }

  async function setPassword(call: AccessCall, of: { readonly userId?: string }): Promise<Response> {
    const ticket = ticketOf(call.request)
    if (ticket === undefined) throw new AppError('AuthenticationFailed', {})
    const { password } = parseContract(withPassword, fieldsOf(await readJsonObject(call.request)), '')
    await redeemTicket(environment, authorOf(call), {
      ticket: ticket.ticket,
      password,
      of: { ...of, ticketId: ticket.id },
      purposes: ['password', 'invite'],
    })
    return new Response(null, { status: 204 })
  }

  return [
    {
      method: 'POST',
      path: '/developer/users',
      role: 'anonymous',
      async answer(call) {
        assertApiVersion(call.url.searchParams)
        const sent = parseContract(signUpContract, fieldsOf(await readJsonObject(call.request)), '')
        return signUp(surroundings, call, await readServiceOf(environment, call.url), sent)
      },
    },
    {
      method: 'PUT',
      path: '/developer/users/:userId/identities/:provider/:identity',
      role: 'anonymous',
      answer: confirmIdentity,
    },
    {
      method: 'POST',
      path: '/developer/confirmations/password',
      role: 'anonymous',
      async answer(call) {
        assertApiVersion(call.url.searchParams)
        if (ticketOf(call.request) !== undefined) return setPassword(call, {})
        const { to } = parseContract(toAddress, fieldsOf(await readJsonObject(call.request)), '')
        return requestPasswordLink(surroundings, call, await readServiceOf(environment, call.url), to)
      },
    },
    {
      method: 'PATCH',
      path: '/developer/users/:userId',
      role: 'anonymous',
      async answer(call) {
        assertApiVersion(call.url.searchParams)
        const { userId = '' } = call.parameters
        if (ticketOf(call.request) !== undefined) return setPassword(call, { userId })
        const service = await readServiceOf(environment, call.url)
        const identified = await credentials.identify(call.request, call.remoteAddress, service)
        return answerOther({ ...call, actor: identified?.actor, session: identified?.session })
      },
    },
  ]
}
