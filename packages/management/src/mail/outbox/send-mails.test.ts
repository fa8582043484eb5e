import { createMemoryMailer, type StoredDocument } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { toBody } from '../../arm/define-resource.ts'
import { startManagement } from '../../management.fixture.ts'
import { type NewMail, queueMail } from '../queue-mail.ts'
import type { MailProperties } from './mail-document.ts'
import { removeOldMails } from './remove-old-mails.ts'
import { keepMails, sendMails } from './send-mails.ts'

const minute = 60_000

/** A service with an outbox, and a mailer that keeps what it is handed. */
async function start() {
  const { environment, store, clock, installation, call, log } = await startManagement({ createSamples: false })
  const service = installation?.identity
  if (service === undefined) throw new Error('no installation')
  await call('PUT', '/users/anna', { properties: { email: 'anna@example.com', firstName: 'Anna', lastName: "O'Berg" } })
  const mailer = createMemoryMailer()
  const queue = (mail: Partial<NewMail> = {}) =>
    store.transact({ actor: 'test' }, (transaction) =>
      queueMail(
        { environment, transaction, service },
        { template: 'AccountClosedDeveloper', to: { userId: 'anna' }, ...mail },
      ),
    )
  const mails = async () => {
    const documents: StoredDocument[] = await store.list('/services/sluice/mails')
    return documents.map((document) => toBody<MailProperties>(document).properties)
  }
  return { environment, store, clock, service, call, log, mailer, queue, mails }
}

const forNow = { reason: '450 busy', isPermanent: false }
const forGood = { reason: '550 unknown', isPermanent: true }

describe('the outbox', () => {
  it('sends what is queued, oldest first, with the names of the recipient and of the organization', async () => {
    const { environment, mailer, queue, mails } = await start()
    await queue()
    await queue({ template: 'NewDeveloperNotificationMessage', to: { email: 'ben@example.com' } })
    expect(await sendMails(environment, mailer, { from: 'noreply@example.com' })).toBe(2)
    expect(mailer.sent.map(({ to, from, subject }) => [to, from, subject])).toEqual([
      ['anna@example.com', { name: 'Sluice', address: 'noreply@example.com' }, 'Thank you for using the Sluice API!'],
      ['ben@example.com', { name: 'Sluice', address: 'noreply@example.com' }, 'Welcome to the Sluice API!'],
    ])
    expect(mailer.sent[0]?.html).toContain('Dear Anna O&#39;Berg,')
    expect(mailer.sent[0]?.text).toMatch(/^Dear Anna O'Berg,\n\nYour Sluice API account is closed/)
    expect(mailer.sent[0]?.messageId).toMatch(/^<[\w-]+@example\.com>$/)
    expect(await mails()).toMatchObject([
      {
        state: 'sent',
        attempts: 1,
        pending: [],
        delivered: ['anna@example.com'],
        sentDate: '2026-01-05T12:00:00.000Z',
      },
      { state: 'sent' },
    ])
    expect(await sendMails(environment, mailer)).toBe(0)
  })

  it("sends in the name of the service's own sender, or of its publisher when nobody else is named", async () => {
    const { environment, mailer, queue, call } = await start()
    await queue()
    await sendMails(environment, mailer)
    await call('PATCH', '', {
      properties: { notificationSenderEmail: 'apis@contoso.example', publisherName: 'Contoso' },
    })
    await queue()
    await sendMails(environment, mailer, { from: 'noreply@example.com' })
    expect(mailer.sent.map(({ from }) => from)).toEqual([
      { name: 'Sluice', address: 'admin@example.com' },
      { name: 'Contoso', address: 'apis@contoso.example' },
    ])
  })

  it('writes nothing when the transaction comes to nothing, or nobody is there to get it', async () => {
    const { environment, store, service, queue, mails } = await start()
    const failing = store.transact({ actor: 'test' }, async (transaction) => {
      await queueMail(
        { environment, transaction, service },
        { template: 'AccountClosedDeveloper', to: { userId: 'anna' } },
      )
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await queue({ to: { userId: 'nobody' } })).toBeUndefined()
    expect(await mails()).toEqual([])
  })

  it('tries again with longer and longer waits, and gives up after eight attempts', async () => {
    const { environment, mailer, queue, mails, clock } = await start()
    mailer.refuse('everything', forNow)
    await queue()
    const waits: number[] = []
    for (let attempt = 1; attempt < 8; attempt += 1) {
      expect(await sendMails(environment, mailer)).toBe(1)
      expect(await sendMails(environment, mailer)).toBe(0)
      const [mail] = await mails()
      expect(mail).toMatchObject({ state: 'queued', attempts: attempt, lastError: 'anna@example.com: 450 busy' })
      const wait = Date.parse(mail?.nextAttemptDate ?? '') - clock.now()
      waits.push(wait / minute)
      clock.advance(wait - 1)
      expect(await sendMails(environment, mailer)).toBe(0)
      clock.advance(1)
    }
    expect(waits).toEqual([1, 3, 8, 20, 60, 150, 360])
    expect(await sendMails(environment, mailer)).toBe(1)
    expect(await mails()).toMatchObject([
      { state: 'dead', attempts: 8, nextAttemptDate: null, pending: [], refused: ['anna@example.com'] },
    ])
  })

  it('gives up at once what is refused for good', async () => {
    const { environment, mailer, queue, mails } = await start()
    mailer.refuse('anna@example.com', forGood)
    await queue()
    await sendMails(environment, mailer)
    expect(await mails()).toMatchObject([{ state: 'dead', attempts: 1, lastError: 'anna@example.com: 550 unknown' }])
  })

  it('leaves the mail server alone after three mails in a row that nobody took', async () => {
    const { environment, mailer, queue, mails } = await start()
    mailer.refuse('everything', forNow)
    for (let count = 0; count < 5; count += 1) await queue()
    expect(await sendMails(environment, mailer)).toBe(3)
    expect((await mails()).map(({ attempts }) => attempts)).toEqual([1, 1, 1, 0, 0])
  })

  it('copies mails to the recipients of BCC, and tries again only those who did not get it', async () => {
    const { environment, mailer, queue, mails, clock, call } = await start()
    await call('PUT', '/notifications/BCC/recipientEmails/copy@example.com')
    await call('PUT', '/notifications/BCC/recipientUsers/1')
    await call('PUT', '/notifications/BCC/recipientEmails/ANNA@example.com')
    mailer.refuse('copy@example.com', forNow)
    await queue()
    await sendMails(environment, mailer)
    expect(mailer.sent[0]).toMatchObject({
      to: 'anna@example.com',
      recipients: ['anna@example.com', 'admin@example.com'],
    })
    expect(await mails()).toMatchObject([
      { state: 'queued', pending: ['copy@example.com'], sentDate: expect.any(String) },
    ])
    mailer.refuse('copy@example.com', undefined)
    clock.advance(minute)
    await sendMails(environment, mailer)
    expect(mailer.sent[1]).toMatchObject({ to: 'anna@example.com', recipients: ['copy@example.com'] })
    expect(await mails()).toMatchObject([{ state: 'sent' }])
  })

  it('copies nothing that opens an account, keeps it sealed, and leaves it out of the subject', async () => {
    const { store, mailer, environment, queue, call } = await start()
    await call('PUT', '/notifications/BCC/recipientEmails/copy@example.com')
    await call(
      'PATCH',
      '/templates/ConfirmSignUpIdentityDefault',
      { properties: { subject: 'Open $ConfirmUrl' } },
      {
        'If-Match': '*',
      },
    )
    const parameters = { ConfirmUrl: 'https://portal.example.com/confirm?ticket=very-secret&user=anna' }
    await queue({ template: 'ConfirmSignUpIdentityDefault', parameters })
    expect(JSON.stringify(await store.readAll())).not.toContain('very-secret')
    await sendMails(environment, mailer)
    expect(mailer.sent).toMatchObject([{ recipients: ['anna@example.com'], subject: 'Open $ConfirmUrl' }])
    expect(mailer.sent[0]?.html).toContain('href="https://portal.example.com/confirm?ticket=very-secret&amp;user=anna"')
    expect(JSON.stringify([await store.readAll(), await store.audit({ limit: 100 })])).not.toContain('very-secret')
  })

  it('sends a mail again, with the same identifier, when whoever sent it died before writing that down', async () => {
    const { environment, mailer, queue, mails, clock } = await start()
    await queue()
    const dying = {
      send: async (mail: Parameters<typeof mailer.send>[0]) => {
        await mailer.send(mail)
        throw new Error('killed')
      },
      close() {},
    }
    const store = { ...environment.store, transact: environment.store.transact }
    let writes = 0
    const killed = sendMails(
      {
        ...environment,
        store: {
          ...store,
          // The second write, that of the outcome, never comes.
          transact: (author, work) => (++writes === 2 ? new Promise(() => {}) : store.transact(author, work)),
        },
      },
      dying,
    )
    void killed
    await expect.poll(() => writes).toBe(2)
    expect(await mails()).toMatchObject([{ state: 'queued', attempts: 1 }])
    expect(await sendMails(environment, mailer)).toBe(0)
    clock.advance(5 * minute)
    expect(await sendMails(environment, mailer)).toBe(1)
    expect(mailer.sent).toHaveLength(2)
    expect(mailer.sent[0]?.messageId).toBe(mailer.sent[1]?.messageId)
    expect(await mails()).toMatchObject([{ state: 'sent', attempts: 2 }])
  })

  it('is emptied by several processes at once without sending anything twice', async () => {
    const { environment, mailer, queue, mails } = await start()
    for (let count = 0; count < 30; count += 1) await queue()
    await Promise.all([1, 2, 3].map(() => sendMails(environment, mailer)))
    expect(mailer.sent).toHaveLength(30)
    expect(new Set(mailer.sent.map(({ messageId }) => messageId)).size).toBe(30)
    expect((await mails()).every(({ state }) => state === 'sent')).toBe(true)
  })

  it('goes on behind a mail that cannot be opened, and says so in the log', async () => {
    const { environment, store, mailer, queue, mails, log } = await start()
    await queue()
    await queue({ to: { email: 'ben@example.com' } })
    const [first] = await store.list('/services/sluice/mails')
    await store.transact({ actor: 'test' }, async (transaction) => {
      if (first === undefined) throw new Error('no mail')
      await transaction.put(
        { ...first, body: { ...first.body, hidden: { html: 'broken' } } },
        { references: { mailState: 'queued' } },
      )
    })
    await sendMails(environment, mailer)
    expect(mailer.sent.map(({ to }) => to)).toEqual(['ben@example.com'])
    expect((await mails())[0]).toMatchObject({
      state: 'queued',
      lastError: expect.stringContaining('cannot be opened'),
    })
    expect(log.records.at(-1)).toMatchObject({ level: 'error', message: 'A mail cannot be sent.' })
  })

  it('keeps mails to be read where no mail server is configured', async () => {
    const { environment, mailer, queue, mails } = await start()
    for (let count = 0; count < 25; count += 1) await queue()
    await keepMails(environment)
    expect((await mails()).every(({ state, nextAttemptDate }) => state === 'kept' && nextAttemptDate === null)).toBe(
      true,
    )
    expect(await sendMails(environment, mailer)).toBe(0)
  })

  it('forgets what is done with after 30 days, and the oldest beyond what it keeps, but nothing that is queued', async () => {
    const { environment, mailer, queue, mails, clock } = await start()
    await queue()
    await keepMails(environment)
    await queue()
    await sendMails(environment, mailer)
    await queue()
    clock.advance(30 * 24 * 60 * minute)
    await removeOldMails(environment)
    expect(await mails()).toHaveLength(3)
    clock.advance(1)
    await removeOldMails(environment)
    expect((await mails()).map(({ state }) => state)).toEqual(['queued'])
    for (let count = 0; count < 4; count += 1) {
      clock.advance(1)
      await queue({ to: { email: `${count}@example.com` } })
    }
    await keepMails(environment)
    await removeOldMails(environment, { keptMails: 2 })
    expect((await mails()).map(({ to }) => to)).toEqual(['2@example.com', '3@example.com'])
  })
})
