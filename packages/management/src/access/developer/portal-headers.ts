import type { ManagementEnvironment } from '../../environment.ts'
import { signForUser } from '../sas-access.ts'
import type { UserAccount } from '../user-account.ts'

const lifetimeMs = 3_600_000

/** What the developer portal goes on with after it has signed somebody in. @see reference: API Management, 5.3 */
export function toSasHeader(environment: ManagementEnvironment, account: UserAccount): Record<string, string> {
  const signature = signForUser(environment, account, environment.clock.now() + lifetimeMs)
  return { 'Ocp-Apim-Sas-Token': `token="${signature}",refresh="true"` }
}

/** `Authorization: Ticket id="…",ticket="…"`; undefined = the request has none. */
export function ticketOf({ headers }: Request): { readonly id: string; readonly ticket: string } | undefined {
  const sent = /^Ticket +id="([^"]{1,100})", *ticket="([^"]{1,200})"\s*$/i.exec(headers.get('authorization') ?? '')
  return sent === null ? undefined : { id: sent[1] ?? '', ticket: sent[2] ?? '' }
}
