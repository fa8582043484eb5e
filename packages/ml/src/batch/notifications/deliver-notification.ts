import { createHmac } from 'node:crypto'
import { type BatchJobEnd, type BatchNotificationDocument, isAppError } from '@sluice/contracts'
import type { Clock, Mailer, OutgoingHttp } from '@sluice/platform'
import { html } from '../../management/help/html.ts'

export interface DeliveryServices {
  /** Calls to addresses that users name. */
  readonly outgoing: OutgoingHttp
  /** Absent: no mail server. */
  readonly mailer?: Mailer | undefined
  /** Sender of mails. */
  readonly mailFrom: string
  readonly clock: Clock
}

export type Delivery =
  | { readonly isDelivered: true }
  | { readonly isDelivered: false; readonly reason: string; readonly isPermanent: boolean }

/** Tells a receiver of the end of a job, once. @param secret what a call is signed with */
export const deliverNotification = (
  notification: BatchNotificationDocument,
  end: BatchJobEnd,
  secret: string,
  services: DeliveryServices,
): Promise<Delivery> =>
  notification.kind === 'call' ? sendCall(notification, end, secret, services) : sendMail(notification, end, services)

/** @see https://www.standardwebhooks.com: what is signed is `id.timestamp.body` */
async function sendCall(
  { id, address }: BatchNotificationDocument,
  end: BatchJobEnd,
  secret: string,
  { outgoing, clock }: DeliveryServices,
): Promise<Delivery> {
  const timestamp = String(Math.floor(clock.now() / 1000))
  const body = JSON.stringify({ id, type: `batch-job.${end.state}`, timestamp: end.finishedAt ?? '', data: end })
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')
  try {
    const { status } = await outgoing.fetch(address, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      },
      body,
    })
    if (status >= 200 && status < 300) return { isDelivered: true }
    // Gone: the receiver wants to hear nothing more.
    return { isDelivered: false, reason: `The answer was ${status}.`, isPermanent: status === 410 }
  } catch (error) {
    if (!isAppError(error)) throw error
    return { isDelivered: false, reason: error.message, isPermanent: error.code === 'OutgoingAddressRefused' }
  }
}

async function sendMail(
  { id, address }: BatchNotificationDocument,
  end: BatchJobEnd,
  { mailer, mailFrom, clock }: DeliveryServices,
): Promise<Delivery> {
  if (mailer === undefined) return { isDelivered: false, reason: 'There is no mail server.', isPermanent: false }
  const lines = describeEnd(end)
  const receipt = await mailer.send({
    messageId: `<${id}@${mailFrom.split('@').at(-1)}>`,
    from: { name: 'Sluice', address: mailFrom },
    to: address,
    recipients: [address],
    // A subject is one line, whatever the web service is called.
    subject: `Batch job of ${end.webServiceName} ${words[end.state]}`.replaceAll(/\s+/g, ' '),
    text: `${lines.join('\n')}\n`,
    html: html`${lines.map((line) => html`<p>${line}</p>`)}`.html,
    writtenAt: clock.now(),
  })
  const [refusal] = receipt.refused
  return refusal === undefined ? { isDelivered: true } : { isDelivered: false, ...refusal }
}

const words = { finished: 'finished', failed: 'failed', cancelled: 'was cancelled' } as const

const describeEnd = (end: BatchJobEnd): string[] => [
  `The batch job ${end.jobId} of the web service ${end.webServiceName} (endpoint ${end.endpointName}) ${words[end.state]}.`,
  ...(end.error === undefined ? [] : [end.error.message]),
  `Rows: ${end.rows}${end.badRows === 0 ? '' : `, kept apart: ${end.badRows}`}.`,
  `Submitted ${end.createdAt}${end.finishedAt === undefined ? '' : `, ended ${end.finishedAt}`}.`,
]
