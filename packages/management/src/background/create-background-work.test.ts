import { createFixedClock, createMemoryLog, createMemoryStore } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createBackgroundWork } from './create-background-work.ts'

const never = 3_600_000

function start() {
  const store = createMemoryStore({ clock: createFixedClock() })
  return { store, log: createMemoryLog() }
}

describe('background work', () => {
  it('runs its tasks one after the other, also behind one that fails', async () => {
    const { store, log } = start()
    const seen: string[] = []
    const work = createBackgroundWork({ store, log }, [
      {
        name: 'first',
        everyMs: never,
        async run() {
          seen.push('first begins')
          await Promise.resolve()
          seen.push('first ends')
          throw new Error('no luck')
        },
      },
      { name: 'second', everyMs: never, run: async () => void seen.push('second') },
    ])
    await work.runOnce()
    expect(seen).toEqual(['first begins', 'first ends', 'second'])
    expect(log.records).toMatchObject([
      { level: 'error', message: 'A background task failed.', fields: { task: 'first' } },
    ])
    await work.close()
  })

  it('begins at once, and looks again after a change', async () => {
    const { store, log } = start()
    let looks = 0
    const work = createBackgroundWork({ store, log }, [
      {
        name: 'looking',
        everyMs: never,
        isRunOnChange: true,
        async run() {
          looks += 1
        },
      },
      { name: 'other', everyMs: never, run: async () => {} },
    ])
    work.start()
    await expect.poll(() => looks).toBe(1)
    await store.transact({ actor: 'test' }, (transaction) =>
      transaction.put({ key: '/a/b', collection: '/a', body: {} }),
    )
    await expect.poll(() => looks, { timeout: 10_000 }).toBe(2)
    await work.close()
  })

  it('lets what runs come to its end when it is closed, and begins nothing more', async () => {
    const { store, log } = start()
    const seen: string[] = []
    let finish: () => void = () => {}
    const work = createBackgroundWork({ store, log }, [
      {
        name: 'long',
        everyMs: never,
        run: (signal) =>
          new Promise<void>((resolve) => {
            seen.push('begun')
            finish = () => {
              seen.push(`ended, told to stop: ${signal.aborted}`)
              resolve()
            }
          }),
      },
      { name: 'next', everyMs: never, run: async () => void seen.push('next') },
    ])
    work.start()
    await expect.poll(() => seen).toEqual(['begun'])
    const closing = work.close()
    finish()
    await closing
    expect(seen).toEqual(['begun', 'ended, told to stop: true'])
  })
})
