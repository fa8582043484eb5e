import { changeEvent, changePosition } from '@sluice/contracts'
import { afterEach, describe, expect, it } from 'vitest'
import { readEvents } from '../events/event-reader.fixture.ts'
import { administrator, startManagement } from '../management.fixture.ts'

const opened: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const stream of opened.splice(0)) await stream.stop()
})

async function start() {
  const started = await startManagement()
  const { fetchRaw, base, token, call } = started
  const open = async (query = '', headers: Record<string, string> = {}) => {
    const response = await fetchRaw(`${base}/sluice/events?api-version=2024-05-01${query}`, {
      headers: { Authorization: `Bearer ${token}`, ...headers },
    })
    const stream = readEvents(response)
    opened.push(stream)
    return { ...stream, response }
  }
  const putGroup = (id: string) => call('PUT', `/groups/${id}`, { properties: { displayName: id } })
  return { ...started, open, putGroup }
}

describe('events', () => {
  it('tell each change of the service, without what is in it', async () => {
    const { open, putGroup, call, base, clock, store } = await start()
    const stream = await open()
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream')
    const { changeNumber } = await store.readAll()
    expect(await stream.next()).toMatchObject({ name: 'ready', id: String(changeNumber), data: { changeNumber } })
    await putGroup('Red')
    await putGroup('Red')
    await call('DELETE', '/groups/red', undefined, { 'If-Match': '*' })
    const events = await stream.take(3)
    const at = new Date(clock.now()).toISOString()
    expect(events.map(({ data }) => data)).toEqual(
      ['create', 'update', 'delete'].map((action, index) => ({
        changeNumber: changeNumber + index + 1,
        resourceId: `${base}/sluice/groups/Red`,
        action,
        actor: '1',
        at,
      })),
    )
    for (const { name, data, id } of events) {
      expect([name, id]).toEqual(['change', String(changeEvent.parse(data).changeNumber)])
    }
  })

  it('go on where a reader was cut off, whole changes at a time', async () => {
    const { open, putGroup, call } = await start()
    const first = await open()
    const { changeNumber } = changePosition.parse((await first.next())?.data)
    await call('PUT', '/products/p', { properties: { displayName: 'P' } })
    const [made, second] = await first.take(2)
    // A product is made together with its group: one change.
    expect([made?.id, second?.id]).toEqual([undefined, String(changeNumber + 1)])
    expect(made?.data.changeNumber).toBe(changeNumber + 1)
    await first.stop()
    await putGroup('g')
    const again = await open('&after=1', { 'Last-Event-ID': String(changeNumber) })
    const events = await again.take(4)
    expect(events.map(({ name, data }) => [name, data.changeNumber])).toEqual([
      ['change', changeNumber + 1],
      ['change', changeNumber + 1],
      ['change', changeNumber + 2],
      ['ready', changeNumber + 2],
    ])
    await putGroup('h')
    expect((await again.next())?.data).toMatchObject({ changeNumber: changeNumber + 3, action: 'create' })
    const other = await open(`&after=${changeNumber + 2}`)
    expect((await other.take(2)).map(({ name }) => name)).toEqual(['change', 'ready'])
  })

  it('say that everything is to be read again where a reader comes from another time', async () => {
    const { open } = await start()
    expect(await (await open('&after=999999')).next()).toMatchObject({ name: 'reset' })
    const refused = await open('&after=yesterday')
    expect(refused.response.status).toBe(400)
  })

  it('are those of one service, and of what the reader may see', async () => {
    const { open, putGroup, store, issue, call, fetchRaw, base } = await start()
    await fetchRaw(`${base}/sluice/events?api-version=2024-05-01`)
    const analyst = await open('', { Authorization: `Bearer ${await issue('analyst')}` })
    const administrator = await open()
    await analyst.next()
    await administrator.next()
    await store.transact({ actor: 'test' }, async (transaction) => {
      const put = (key: string) => transaction.put({ key, collection: '/x', body: {} })
      await put('/services/other/groups/g')
      await put('/services/sluice/inner/paper')
      await put('/elsewhere')
    })
    const changed = await call('PATCH', '/tenant/access', { properties: { enabled: true } }, { 'If-Match': '*' })
    expect(changed.status).toBeLessThan(300)
    await putGroup('g')
    expect((await analyst.next())?.data.resourceId).toMatch(/\/groups\/g$/)
    expect((await administrator.next())?.data.resourceId).toMatch(/\/tenant\/access$/)
  })

  it('end when the token of the reader is taken back, and when management closes', async () => {
    const { open, issue, store, management } = await start()
    const analyst = await open('', { Authorization: `Bearer ${await issue('analyst')}` })
    const administrator = await open()
    await analyst.next()
    await administrator.next()
    const ended = analyst.next()
    const tokens = await store.listBelow('/tokens')
    await store.transact({ actor: 'test' }, async (transaction) => {
      const newest = tokens.at(-1)
      if (newest !== undefined) await transaction.remove(newest.key)
    })
    expect(await ended).toBeUndefined()
    const closed = administrator.next()
    management.close()
    expect(await closed).toBeUndefined()
  })

  it('end with the session of the reader, which they do not keep from ending', async () => {
    const { fetchRaw, base, clock, store } = await start()
    const signedIn = await fetchRaw('/api/sign-in', { method: 'POST', body: JSON.stringify(administrator) })
    const headers = { Cookie: signedIn.headers.get('set-cookie')?.split(';')[0] ?? '' }
    const open = () => fetchRaw(`${base}/sluice/events?api-version=2024-05-01`, { headers })
    const stream = readEvents(await open())
    opened.push(stream)
    await stream.next()
    const change = (name: string) =>
      store.transact({ actor: 'test' }, (transaction) =>
        transaction.put({ key: `/services/sluice/groups/${name}`, collection: '/services/sluice/groups', body: {} }),
      )
    clock.advance(5 * 3_600_000)
    await change('a')
    expect((await stream.next())?.data.resourceId).toMatch(/\/groups\/a$/)
    clock.advance(3 * 3_600_000)
    await change('b')
    let event = await stream.next()
    while (event !== undefined) event = await stream.next()
    expect((await open()).status).toBe(401)
  })

  it('are refused when nobody else has room', async () => {
    const { environment, open } = await start()
    const silent = { onRows: () => undefined, onGap: () => undefined, onEnd: () => undefined }
    for (let count = 0; count < 2_000; count += 1) await environment.changes.follow({ ...silent })
    const refused = await open()
    expect(refused.response.status).toBe(503)
  })
})
