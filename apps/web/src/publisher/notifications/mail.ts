import type { StateKind } from '../../shared/ui/values/StateLabel.tsx'

/** `kept`: no mail server is configured; it is there to be read. `dead`: given up. */
export const mailStates = ['queued', 'sent', 'dead', 'kept'] as const
export type MailState = (typeof mailStates)[number]

export interface Mail {
  /** Name of the template or of the notification. */
  readonly template: string
  readonly to: string
  readonly subject: string
  readonly state: MailState
  readonly createdDate: string
  readonly attempts: number
  readonly nextAttemptDate: string | null
  readonly sentDate: string | null
  readonly lastError: string | null
}

/** With what it says. */
export interface WholeMail extends Mail {
  readonly html: string
  readonly text: string
}

export const mailStateKinds: Readonly<Record<MailState, StateKind>> = {
  queued: 'waiting',
  sent: 'done',
  dead: 'failed',
  kept: 'info',
}
