import type { Addresses } from '@sluice/contracts'
import type { Config } from './config.ts'
import type { FirstStartNotes, RoleName } from './roles/role.ts'

/** What the supervisor tells the process of a role. Losing the channel means that the supervisor is gone. */
export type MessageToRole =
  | { readonly type: 'start'; readonly role: RoleName; readonly config: Config; readonly addresses: Addresses }
  | { readonly type: 'addresses'; readonly addresses: Addresses }
  | { readonly type: 'stop'; readonly graceMs: number }

/** What the process of a role tells the supervisor. */
export type MessageFromRole =
  | {
      readonly type: 'started'
      readonly addresses: Partial<Addresses>
      readonly firstStart: FirstStartNotes | undefined
    }
  /** One sentence that says what to do; the process ends after it. */
  | { readonly type: 'failed'; readonly message: string }

/** Argument that makes `main.ts` the process of a role; the role's name follows, so that `ps` shows it. */
export const roleProcessArgument = 'role'

export const noAddresses: Addresses = {
  management: null,
  managementHttps: null,
  gatewayHttp: null,
  gatewayHttps: null,
  ml: null,
  storage: null,
}
