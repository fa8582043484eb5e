/** One mail on its way out. */
export interface OutgoingMail {
  /** The same at every attempt, so that a receiver can tell a repeated mail: `<id@domain>`. */
  readonly messageId: string
  readonly from: { readonly name: string; readonly address: string }
  /** Who the mail says it is for. */
  readonly to: string
  /** Who gets it this time, blind copies included. */
  readonly recipients: readonly string[]
  readonly subject: string
  readonly html: string
  readonly text: string
  /** Milliseconds since 1970, when it was written. */
  readonly writtenAt: number
}

/** An address that did not get the mail. */
export interface MailRefusal {
  readonly address: string
  /** As the server said it, one line. */
  readonly reason: string
  /** No use in trying again: the address or the mail is not accepted. Otherwise a later attempt may work. */
  readonly isPermanent: boolean
}

/** What became of a mail; each recipient is in one of the two. */
export interface MailReceipt {
  readonly accepted: readonly string[]
  readonly refused: readonly MailRefusal[]
}

/** Hands mails to a mail server. */
export interface Mailer {
  /** Resolves also when nobody got it; a server that cannot be reached is a refusal that is not permanent. */
  send(mail: OutgoingMail): Promise<MailReceipt>
  /** Breaks off what is being sent: those mails are refused, not for good. */
  close(): void
}

/** The same refusal for everyone. */
export const refuseAll = (recipients: readonly string[], reason: string, isPermanent: boolean): MailReceipt => ({
  accepted: [],
  refused: recipients.map((address) => ({ address, reason, isPermanent })),
})

export const closedReason = 'The mailer is closed.'
