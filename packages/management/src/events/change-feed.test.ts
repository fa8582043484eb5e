import { createFixedClock, createMemoryLog, createMemoryStore } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createChangeFeed, type FeedListener, maxRowsAtOnce } from './change-feed.ts'

async function start(options: { readonly maxListeners?: number } = {}) {
  const store = createMemoryStore({ clock: createFixedClock() })
  const asked = { count: 0 }
  const counted = {
    onChange: store.onChange,
    audit: (query: Parameters<typeof store.audit>[0]) => {
      asked.count += 1
      return store.audit(query)
    },
  }
  const log = createMemoryLog()
  const feed = createChangeFeed({ store: counted, log, ...options })
  const put = (...keys: string[]) =>
    store.transact({ actor: 'test' }, async (transaction) => {
      for (const key of keys) await transaction.put({ key, collection: '/things', body: {} })
    })
  const listen = () => {
    const heard: (string | number)[] = []
    const listener: FeedListener = {
      onRows: (rows) => heard.push(...rows.map(({ key, changeNumber }) => `${changeNumber} ${key}`)),
      onGap: (changeNumber) => heard.push(changeNumber),
      onEnd: () => heard.push('end'),
    }
    return { heard, listener }
  }
  await put('/things/0')
  return { store, feed, put, listen, asked, log }
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 20))

describe('the feed of changes', () => {
  it('tells everybody who follows of each change, in order, and reads the store once for all of them', async () => {
    const { feed, put, listen, asked } = await start()
    const listeners = Array.from({ length: 50 }, listen)
    const followings = await Promise.all(listeners.map(({ listener }) => feed.follow(listener)))
    expect(followings.map(({ changeNumber }) => changeNumber)).toEqual(listeners.map(() => 1))
    asked.count = 0
    await put('/things/1', '/things/2')
    await put('/things/1')
    await settle()
    expect(asked.count).toBeLessThan(5)
    for (const { heard } of listeners) expect(heard).toEqual(['2 /things/1', '2 /things/2', '3 /things/1'])
  })

  it('tells what is committed while somebody begins, and nothing once everybody has gone', async () => {
    const { feed, put, listen, asked } = await start()
    const { heard, listener } = listen()
    const [following] = await Promise.all([feed.follow(listener), put('/things/1')])
    await settle()
    expect([following.changeNumber, ...heard]).toEqual(following.changeNumber === 1 ? [1, '2 /things/1'] : [2])
    following.stop()
    asked.count = 0
    await put('/things/2')
    await settle()
    expect(asked.count).toBe(0)
    const again = await feed.follow(listener)
    expect(again.changeNumber).toBe(3)
  })

  it('tells a change of too many rows as a gap', async () => {
    const { feed, put, listen } = await start()
    const { heard, listener } = listen()
    await feed.follow(listener)
    await put(...Array.from({ length: maxRowsAtOnce + 1 }, (_, index) => `/things/${index}`))
    await put('/things/last')
    await settle()
    expect(heard.filter((one) => typeof one === 'number').length).toBeGreaterThan(0)
    expect([3, '3 /things/last']).toContain(heard.at(-1))
    expect(heard.length).toBeLessThan(3)
  })

  it('reads what was missed, unless it is too much or of another store', async () => {
    const { feed, put } = await start()
    await put('/things/1')
    await put('/things/2')
    const keys = async (after: number, until: number) =>
      (await feed.readBetween(after, until))?.map(({ changeNumber }) => changeNumber)
    expect(await keys(1, 3)).toEqual([2, 3])
    expect(await keys(0, 2)).toEqual([1, 2])
    expect(await keys(3, 3)).toEqual([])
    expect(await keys(4, 3)).toBeUndefined()
    await put(...Array.from({ length: maxRowsAtOnce + 1 }, (_, index) => `/things/${index}`))
    expect(await keys(1, 4)).toBeUndefined()
    expect(await keys(1, 3)).toEqual([2, 3])
  })

  it('ends for everybody when it is closed, and when the store cannot be read', async () => {
    const { feed, listen, store, put, log } = await start()
    const first = listen()
    await feed.follow(first.listener)
    const broken = createChangeFeed({
      log,
      store: {
        onChange: store.onChange,
        audit: ({ limit }) => (limit === 1 ? store.audit({ limit }) : Promise.reject(new Error('gone'))),
      },
    })
    const second = listen()
    await broken.follow(second.listener)
    await put('/things/1')
    await settle()
    expect(second.heard).toEqual(['end'])
    expect(log.records).toMatchObject([{ level: 'error' }])
    feed.close()
    expect(first.heard).toEqual(['2 /things/1', 'end'])
  })

  it('has room for so many and no more', async () => {
    const { feed, listen } = await start({ maxListeners: 1 })
    feed.assertRoom()
    const following = await feed.follow(listen().listener)
    expect(() => feed.assertRoom()).toThrow('1 readers follow changes already')
    following.stop()
    feed.assertRoom()
  })
})
