import type { createTransport } from 'nodemailer'
import { closedReason, type Mailer, type MailReceipt, refuseAll } from './mailer.ts'

export interface SmtpMailerOptions {
  /** `smtp://user:password@host:587` or `smtps://…:465`; user and password are optional. */
  readonly url: string
  /** The whole of one mail, connecting included. Default: 120 000. */
  readonly timeoutMs?: number
}

type Transport = ReturnType<typeof createTransport>

/** What nodemailer's errors say beyond their message. */
interface SendFailure extends Error {
  readonly code?: string
  readonly command?: string
  readonly responseCode?: number
  readonly permanent?: boolean
  readonly recipient?: string
  readonly rejectedErrors?: readonly SendFailure[]
}

/**
 * Sends over SMTP, one connection for each mail. A server's certificate is always checked; with a password, `smtp://`
 * insists on STARTTLS unless the server is on this machine.
 */
export function createSmtpMailer({ url, timeoutMs = 120_000 }: SmtpMailerOptions): Mailer {
  const closing = new AbortController()
  let opening: Promise<Transport> | undefined
  const open = async () => {
    // Loaded at the first mail: a management process that sends none does without it.
    const { createTransport } = await import('nodemailer')
    return createTransport({
      url,
      requireTLS: needsTls(url),
      connectionTimeout: timeoutMs / 4,
      greetingTimeout: timeoutMs / 4,
      socketTimeout: timeoutMs / 2,
      // Nothing in a mail is fetched from elsewhere.
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  }
  return {
    async send({ messageId, from, to, recipients, subject, html, text, writtenAt }) {
      if (closing.signal.aborted) return refuseAll(recipients, closedReason, false)
      const strange = recipients.find((address) => !plainAddress.test(address))
      if (strange !== undefined) return refuseAll(recipients, 'One of the addresses is none.', true)
      opening ??= open()
      const transport = await opening
      try {
        const { rejectedErrors = [] } = await transport.sendMail({
          messageId,
          from,
          to: { name: '', address: to },
          envelope: { from: from.address, to: [...recipients] },
          subject,
          html,
          text,
          date: new Date(writtenAt),
          headers: { 'Auto-Submitted': 'auto-generated' },
          signal: AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]),
        })
        return toReceipt(recipients, rejectedErrors as readonly SendFailure[])
      } catch (error) {
        if (closing.signal.aborted) return refuseAll(recipients, closedReason, false)
        const failure = error as SendFailure
        const answers = failure.rejectedErrors ?? []
        if (answers.length > 0) return toReceipt(recipients, answers, failure)
        return refuseAll(recipients, oneLine(failure.message), isPermanent(failure))
      }
    },
    close: () => closing.abort(),
  }
}

/** @param otherwise why those are refused of whom nothing is said; undefined = they were accepted */
function toReceipt(
  recipients: readonly string[],
  failures: readonly SendFailure[],
  otherwise?: SendFailure,
): MailReceipt {
  const refused = recipients.flatMap((address) => {
    const failure = failures.find(({ recipient }) => recipient?.toLowerCase() === address.toLowerCase()) ?? otherwise
    return failure === undefined
      ? []
      : [{ address, reason: oneLine(failure.message), isPermanent: isPermanent(failure) }]
  })
  return { accepted: recipients.filter((address) => !refused.some((refusal) => refusal.address === address)), refused }
}

/** Others would be rewritten by nodemailer, and then what the server says of them could not be found again. */
const plainAddress = /^[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+$/

/**
 * For good is only what the server says of the mail or of an address, and an address that is none. That it refuses us
 * (wrong password, no TLS, sender not allowed before signing in) is for the operator to mend.
 */
function isPermanent({ code, command, responseCode, permanent }: SendFailure): boolean {
  if (responseCode === undefined) return code === 'EENVELOPE' || code === 'EMESSAGE'
  const isAboutMail = command === 'MAIL FROM' || command === 'RCPT TO' || command === 'DATA'
  return permanent === true && isAboutMail && responseCode !== authenticationRequired
}

const authenticationRequired = 530

const oneLine = (message: string) =>
  message
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 500)

function needsTls(url: string): boolean {
  const { protocol, username, hostname } = new URL(url)
  return protocol === 'smtp:' && username !== '' && !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname)
}
