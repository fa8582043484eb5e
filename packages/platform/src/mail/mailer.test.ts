import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { startMailServer } from '../../../../tests/support/mail-server.ts'
import { describeMailer } from './mailer.suite.ts'
import type { OutgoingMail } from './mailer.ts'
import { createMemoryMailer } from './memory-mailer.ts'
import { createSmtpMailer } from './smtp-mailer.ts'

const mail: OutgoingMail = {
  messageId: '<1@example.com>',
  from: { name: 'Publisher', address: 'noreply@example.com' },
  to: 'anna@example.com',
  recipients: ['anna@example.com'],
  subject: 'Hello',
  html: '<p>Hello</p>',
  text: 'Hello',
  writtenAt: Date.UTC(2026, 0, 5, 12),
}

describeMailer('the mailer in memory', async () => {
  const mailer = createMemoryMailer()
  return {
    mailer,
    received: () =>
      mailer.sent.map(({ recipients, from, to, subject, html, text, messageId }) => ({
        recipients,
        from: from.address,
        to,
        subject,
        html,
        text,
        messageId,
      })),
    refuse: (address, refusal) => mailer.refuse(address, refusal),
    close: async () => mailer.close(),
  }
})

describeMailer('the mailer over SMTP', async () => {
  const server = await startMailServer()
  const mailer = createSmtpMailer({ url: `smtp://127.0.0.1:${server.port}` })
  return {
    mailer,
    received: () =>
      server.received.map(({ sender, recipients, headers, parts }) => ({
        recipients,
        from: sender,
        to: headers.get('to') ?? '',
        subject: headers.get('subject') ?? '',
        html: (parts.get('text/html') ?? '').trimEnd(),
        text: (parts.get('text/plain') ?? '').trimEnd(),
        messageId: headers.get('message-id') ?? '',
      })),
    refuse: (address, { reason, isPermanent }) =>
      server.refuse(address, { code: isPermanent ? 550 : 450, message: reason }),
    async close() {
      mailer.close()
      await server.close()
    },
  }
})

describe('the mailer over SMTP', () => {
  /** What the mailer says of the one recipient when it sends to this address. */
  async function refusalOf(url: string, timeoutMs?: number) {
    const mailer = createSmtpMailer({ url, ...(timeoutMs === undefined ? {} : { timeoutMs }) })
    const { refused } = await mailer.send(mail)
    mailer.close()
    return refused[0]
  }

  it('signs in with user and password of its address', async () => {
    const seen: unknown[] = []
    const server = await startMailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth({ username, password }, _session, callback) {
        seen.push([username, password])
        callback(null, { user: username })
      },
    })
    const mailer = createSmtpMailer({ url: `smtp://us%40er:p%3Ass@127.0.0.1:${server.port}` })
    expect((await mailer.send(mail)).accepted).toEqual(['anna@example.com'])
    expect(seen).toEqual([['us@er', 'p:ss']])
    await server.close()
  })

  it('keeps a mail for later while its password is refused, and does not tell the password', async () => {
    const server = await startMailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, callback) => callback(new Error('wrong')),
    })
    const refusal = await refusalOf(`smtp://user:hunter22@127.0.0.1:${server.port}`)
    expect(refusal).toMatchObject({ isPermanent: false, reason: expect.stringContaining('535') })
    expect(refusal?.reason).not.toContain('hunter22')
    await server.close()
  })

  it('keeps a mail for later while the server wants to know who sends', async () => {
    const server = await startMailServer({ authOptional: false })
    expect(await refusalOf(`smtp://127.0.0.1:${server.port}`)).toMatchObject({ isPermanent: false })
    await server.close()
  })

  it('takes no certificate that it does not know', async () => {
    const server = await startMailServer({ secure: true })
    const refusal = await refusalOf(`smtps://127.0.0.1:${server.port}`)
    expect(refusal).toMatchObject({ isPermanent: false, reason: expect.stringMatching(/certificate/i) })
    expect(server.received).toEqual([])
    await server.close()
  })

  it('keeps a mail for later when nobody is there, or somebody who says nothing', async () => {
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as { port: number }
    expect(await refusalOf(`smtp://127.0.0.1:${port}`, 200)).toMatchObject({ isPermanent: false })
    await new Promise((resolve) => silent.close(resolve))
    expect(await refusalOf(`smtp://127.0.0.1:${port}`)).toMatchObject({ isPermanent: false })
  })

  it('breaks off when it is closed', async () => {
    let isAsked: () => void = () => {}
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve
    })
    const silent = createServer(() => isAsked())
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as { port: number }
    const mailer = createSmtpMailer({ url: `smtp://127.0.0.1:${port}` })
    const sending = mailer.send(mail)
    await asked
    mailer.close()
    expect((await sending).refused).toEqual([
      { address: 'anna@example.com', reason: 'The mailer is closed.', isPermanent: false },
    ])
    await new Promise((resolve) => silent.close(resolve))
  })

  it('refuses an address that is none for good, before it reaches a server', async () => {
    const server = await startMailServer()
    const mailer = createSmtpMailer({ url: `smtp://127.0.0.1:${server.port}` })
    for (const address of ['a@example.com\r\nRCPT TO:<x@example.com>', 'an na@example.com', 'anna', 'a@b,c@d']) {
      const { refused } = await mailer.send({ ...mail, recipients: [address] })
      expect(refused[0]?.isPermanent).toBe(true)
    }
    expect(server.received).toEqual([])
    await server.close()
  })
})
