import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Mailer, MailRefusal, OutgoingMail } from './mailer.ts'

/** What a recipient got. */
export interface Received {
  readonly recipients: readonly string[]
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly messageId: string
}

export interface MailerUnderTest {
  readonly mailer: Mailer
  received(): readonly Received[]
  /** Lets the server refuse an address, or `everything`. */
  refuse(address: string, refusal: Omit<MailRefusal, 'address'>): void
  close(): Promise<void>
}

const mail: OutgoingMail = {
  messageId: '<1@example.com>',
  from: { name: 'Zoë, "the" Publisher', address: 'noreply@example.com' },
  to: 'anna@example.com',
  recipients: ['anna@example.com'],
  subject: 'Grüße: your subscription to the Größenwahn Plan, which has a name so long that its line must be folded',
  html: '<p>Dear Zoë,</p>\n<p>.</p>\n<p>…</p>',
  text: 'Dear Zoë,\n\n.\n\n…',
  writtenAt: Date.UTC(2026, 0, 5, 12),
}

/** What every mailer does. */
export function describeMailer(name: string, start: () => Promise<MailerUnderTest>): void {
  describe(name, () => {
    let under: MailerUnderTest
    beforeEach(async () => {
      under = await start()
    })
    afterEach(() => under.close())

    it('delivers subject, HTML and text as they are', async () => {
      expect(await under.mailer.send(mail)).toEqual({ accepted: ['anna@example.com'], refused: [] })
      expect(under.received()).toEqual([
        {
          recipients: ['anna@example.com'],
          from: 'noreply@example.com',
          to: 'anna@example.com',
          subject: mail.subject,
          html: mail.html,
          text: mail.text,
          messageId: '<1@example.com>',
        },
      ])
    })

    it('delivers blind copies, of which the mail does not speak', async () => {
      const recipients = ['anna@example.com', 'copy@example.com']
      expect(await under.mailer.send({ ...mail, recipients })).toEqual({ accepted: recipients, refused: [] })
      expect(under.received()).toMatchObject([{ recipients, to: 'anna@example.com' }])
    })

    it('tells who got it and who did not, for now or for good', async () => {
      under.refuse('gone@example.com', { reason: 'no such mailbox', isPermanent: true })
      under.refuse('full@example.com', { reason: 'mailbox full', isPermanent: false })
      const recipients = ['gone@example.com', 'anna@example.com', 'full@example.com']
      const { accepted, refused } = await under.mailer.send({ ...mail, recipients })
      expect(accepted).toEqual(['anna@example.com'])
      expect(refused.map(({ address, isPermanent }) => [address, isPermanent])).toEqual([
        ['gone@example.com', true],
        ['full@example.com', false],
      ])
      expect(refused[0]?.reason).toContain('no such mailbox')
      expect(refused[1]?.reason).toContain('mailbox full')
    })

    it('tells the recipients apart also when nobody got it', async () => {
      under.refuse('gone@example.com', { reason: 'no such mailbox', isPermanent: true })
      under.refuse('full@example.com', { reason: 'mailbox full', isPermanent: false })
      const { accepted, refused } = await under.mailer.send({
        ...mail,
        recipients: ['gone@example.com', 'full@example.com'],
      })
      expect(accepted).toEqual([])
      expect(refused.map(({ isPermanent }) => isPermanent)).toEqual([true, false])
      expect(under.received()).toEqual([])
    })

    it.each([true, false])('tells of a mail that is refused as a whole (for good: %s)', async (isPermanent) => {
      under.refuse('everything', { reason: 'not now', isPermanent })
      const { accepted, refused } = await under.mailer.send(mail)
      expect([accepted, refused.map((refusal) => refusal.isPermanent)]).toEqual([[], [isPermanent]])
      expect(refused[0]?.reason).toContain('not now')
    })

    it('refuses for now what comes after it was closed', async () => {
      under.mailer.close()
      expect(await under.mailer.send(mail)).toEqual({
        accepted: [],
        refused: [{ address: 'anna@example.com', reason: 'The mailer is closed.', isPermanent: false }],
      })
      expect(under.received()).toEqual([])
    })
  })
}
