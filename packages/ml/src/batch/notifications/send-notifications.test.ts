import { AsyncLocalStorage } from 'node:async_hooks'
import { createHmac } from 'node:crypto'
import { createMemoryMailer, createMemoryOutgoing } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { startBatch, submission } from '../jobs/batch-jobs.fixture.ts'
import { startJobNotifier } from './job-notifier.ts'
import { sendNotifications } from './send-notifications.ts'

const second = 1000
const secret = 'a secret of sixteen'

/** Jobs whose ends are told of; `answer` is what the receiver of calls answers. */
async function start(answer: () => Response | Promise<Response> = () => new Response()) {
  const batch = await startBatch()
  const outgoing = createMemoryOutgoing(answer, { addresses: { 'inside.example.com': ['169.254.169.254'] } })
  const mailer = createMemoryMailer()
  const services = { ...batch, outgoing, mailer, mailFrom: 'noreply@example.com' }
  return {
    ...batch,
    outgoing,
    mailer,
    services,
    send: () => sendNotifications(services),
    submitWith: (notify: object) => batch.submit({ ...submission, Notify: notify }),
    notifications: async () =>
      (await batch.store.listBelow(`/workspaces/${batch.workspaceId}/batchnotifications`)).map(({ body }) => body),
  }
}

const url = 'https://hooks.example.com/ended?a=1'
const finished = { state: 'finished', finishedAt: '2026-01-05T12:01:00.000Z' } as const

describe('the end of a job', () => {
  it('is told by a signed call, once it is there and only then', async () => {
    const { submitWith, change, send, outgoing, notifications, census, clock } = await start()
    const id = await submitWith({ Url: url })
    await send()
    expect(outgoing.requests).toEqual([])
    await change(id, { ...finished, progress: { bytesRead: 9, rows: 3, badRows: 1 } })
    await send()
    await send()
    expect(outgoing.requests).toHaveLength(1)
    const [request] = outgoing.requests
    const body = (await request?.text()) ?? ''
    const header = (name: string) => request?.headers.get(name) ?? ''
    expect([request?.method, request?.url]).toEqual(['POST', url])
    expect(JSON.parse(body)).toEqual({
      id: header('webhook-id'),
      type: 'batch-job.finished',
      timestamp: finished.finishedAt,
      data: expect.objectContaining({ jobId: id, webServiceName: 'Census', state: 'finished', rows: 3, badRows: 1 }),
    })
    expect(header('webhook-timestamp')).toBe(String(clock.now() / second))
    const signed = `${header('webhook-id')}.${header('webhook-timestamp')}.${body}`
    const signature = createHmac('sha256', census.key).update(signed).digest('base64')
    expect(header('webhook-signature')).toBe(`v1,${signature}`)
    expect(await notifications()).toMatchObject([{ state: 'sent', attempts: 1, sentAt: expect.any(String) }])
  })

  it('is signed with the secret of the submission, which is kept sealed', async () => {
    const { submitWith, change, send, outgoing, store } = await start()
    const id = await submitWith({ Url: url, Secret: secret })
    expect(JSON.stringify([await store.readAll(), await store.audit({ limit: 1000 })])).not.toContain(secret)
    await change(id, { ...finished, state: 'cancelled' })
    await send()
    const [request] = outgoing.requests
    const signed = `${request?.headers.get('webhook-id')}.${request?.headers.get('webhook-timestamp')}.${await request?.text()}`
    expect(request?.headers.get('webhook-signature')).toBe(
      `v1,${createHmac('sha256', secret).update(signed).digest('base64')}`,
    )
  })

  it('is told by mail, with what went wrong, whatever the web service is called', async () => {
    const { submitWith, change, send, mailer } = await start()
    const id = await submitWith({ Email: 'anna@example.com' })
    const error = { code: 'InputParseError', message: 'Row <3> is too long.', remedy: 'Correct it.' }
    await change(id, { ...finished, state: 'failed', error, webServiceName: 'A <b>\r\nBcc: x' })
    await send()
    expect(mailer.sent).toMatchObject([
      {
        to: 'anna@example.com',
        from: { name: 'Sluice', address: 'noreply@example.com' },
        messageId: expect.stringMatching(/^<[0-9a-f]{32}@example\.com>$/),
        subject: 'Batch job of A <b> Bcc: x failed',
        html: expect.stringContaining('<p>Row &lt;3&gt; is too long.</p>'),
      },
    ])
  })

  it('is tried again with longer and longer waits, under the same id, and given up after eight attempts', async () => {
    const { submitWith, change, send, outgoing, notifications, clock, log } = await start(
      () => new Response(null, { status: 503 }),
    )
    await change(await submitWith({ Url: url }), finished)
    const waits: number[] = []
    for (let attempt = 1; attempt < 8; attempt += 1) {
      const next = (await send()) ?? 0
      expect(await notifications()).toMatchObject([
        { state: 'waiting', attempts: attempt, lastError: 'The answer was 503.' },
      ])
      waits.push((next - clock.now()) / second)
      clock.advance(next - clock.now() - 1)
      await send()
      expect(outgoing.requests).toHaveLength(attempt)
      clock.advance(1)
    }
    expect(waits).toEqual([10, 60, 300, 1200, 3600, 10_800, 28_800])
    expect(await send()).toBeUndefined()
    expect(await notifications()).toMatchObject([{ state: 'failed', attempts: 8 }])
    expect(new Set(outgoing.requests.map(({ headers }) => headers.get('webhook-id'))).size).toBe(1)
    expect(log.records.at(-1)).toMatchObject({ level: 'warn', fields: { reason: 'The answer was 503.' } })
  })

  it('is not told to addresses that the policy refuses, nor where a redirect leads', async () => {
    const { submitWith, change, send, outgoing, notifications } = await start(
      () => new Response(null, { status: 302, headers: { Location: 'http://169.254.169.254/' } }),
    )
    for (const to of [
      'http://127.0.0.1/x',
      'http://[::1]/x',
      'http://169.254.169.254/x',
      'http://inside.example.com/x',
    ]) {
      await change(await submitWith({ Url: to }), finished)
    }
    await send()
    expect(outgoing.requests).toEqual([])
    expect((await notifications()).map(({ state, attempts }) => [state, attempts])).toEqual(
      Array(4).fill(['failed', 1]),
    )
    await change(await submitWith({ Url: url }), finished)
    await send()
    expect(outgoing.requests.map((request) => request.url)).toEqual([url])
    expect((await notifications()).at(-1)).toMatchObject({ state: 'waiting', lastError: 'The answer was 302.' })
  })

  it('is told again by another process when the one that told of it was killed before it wrote that down', async () => {
    const { submitWith, change, services, send, outgoing, clock } = await start()
    await change(await submitWith({ Url: url }), finished)
    let writes = 0
    const dying = {
      ...services,
      store: {
        ...services.store,
        // The second write, that of the outcome, never comes.
        transact: ((author, work) =>
          ++writes === 2
            ? new Promise(() => {})
            : services.store.transact(author, work)) as typeof services.store.transact,
      },
    }
    void sendNotifications(dying)
    await expect.poll(() => writes).toBe(2)
    await send()
    expect(outgoing.requests).toHaveLength(1)
    clock.advance(120 * second)
    await send()
    expect(outgoing.requests).toHaveLength(2)
    const [first, again] = outgoing.requests.map(({ headers }) => headers.get('webhook-id'))
    expect(again).toBe(first)
  })

  it('is told once by several processes at once', async () => {
    const { submitWith, change, send, outgoing } = await start()
    for (let count = 0; count < 30; count += 1) await change(await submitWith({ Url: url }), finished)
    await Promise.all([send(), send(), send()])
    expect(outgoing.requests).toHaveLength(30)
  })

  it('is told also when the job is removed before, and then nothing is left of it', async () => {
    const { submitWith, change, send, call, outgoing, notifications } = await start()
    const id = await submitWith({ Url: url, Email: 'anna@example.com' })
    await change(id, finished)
    await call('DELETE', `/${id}?api-version=2.0`)
    await send()
    expect(outgoing.requests).toHaveLength(1)
    expect(await notifications()).toEqual([])
  })

  it('is refused by mail where there is no mail server', async () => {
    const batch = await startBatch({ canMail: false })
    const body = { ...submission, Notify: { Email: 'anna@example.com' } }
    const answer = await batch.call('POST', '?api-version=2.0', { body })
    expect(answer.body.error.details[0].code).toBe('NotificationNotPossible')
  })
})

describe('the notifier', () => {
  it('works outside of the transactions whose changes it hears of', async () => {
    const { services } = await start()
    const context = new AsyncLocalStorage<string>()
    const seen: (string | undefined)[] = []
    let tell = (_: number): void => {}
    const store = {
      ...services.store,
      onChange: (listener: typeof tell) => {
        tell = listener
        return () => {}
      },
      findByIndex: async () => {
        seen.push(context.getStore())
        return []
      },
    }
    const notifier = startJobNotifier({ ...services, store, pauseMs: 1 })
    await expect.poll(() => seen.length).toBe(2)
    context.run('a transaction', () => tell(1))
    await expect.poll(() => seen.length).toBe(4)
    expect(seen).toEqual([undefined, undefined, undefined, undefined])
    await notifier.close()
  })

  it('hears of changes by itself', async () => {
    const { submitWith, change, services, outgoing } = await start()
    const notifier = startJobNotifier({ ...services, pauseMs: 1 })
    await change(await submitWith({ Url: url }), finished)
    await expect.poll(() => outgoing.requests.length).toBe(1)
    await notifier.close()
  })
})
