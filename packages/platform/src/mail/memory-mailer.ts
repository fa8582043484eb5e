import { closedReason, type Mailer, type MailRefusal, type OutgoingMail, refuseAll } from './mailer.ts'

export interface MemoryMailer extends Mailer {
  /** What somebody got, oldest first. */
  readonly sent: readonly OutgoingMail[]
  /** Refuses an address, or everything, from now on; undefined ends that. */
  refuse(address: string | 'everything', refusal: Omit<MailRefusal, 'address'> | undefined): void
}

/** Keeps mails instead of sending them. */
export function createMemoryMailer(): MemoryMailer {
  const sent: OutgoingMail[] = []
  const refusals = new Map<string, Omit<MailRefusal, 'address'>>()
  let isClosed = false
  return {
    sent,
    refuse(address, refusal) {
      if (refusal === undefined) refusals.delete(address)
      else refusals.set(address, refusal)
    },
    async send(mail) {
      if (isClosed) return refuseAll(mail.recipients, closedReason, false)
      const refused = mail.recipients.flatMap((address) => {
        const refusal = refusals.get('everything') ?? refusals.get(address)
        return refusal === undefined ? [] : [{ address, ...refusal }]
      })
      const accepted = mail.recipients.filter((address) => !refused.some((refusal) => refusal.address === address))
      if (accepted.length > 0) sent.push({ ...mail, recipients: accepted })
      return { accepted, refused }
    },
    close() {
      isClosed = true
    },
  }
}
