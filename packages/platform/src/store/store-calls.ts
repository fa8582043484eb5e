import { AsyncLocalStorage } from 'node:async_hooks'
import { AppError } from '@sluice/contracts/errors'

/** The calls under way at a store: one writer at a time, none after the end, none inside itself. */
export interface StoreCalls {
  /** A call that only reads. @throws AppError `StoreUnavailable` once the store is closed */
  read<Result>(call: () => Promise<Result>): Promise<Result>
  /** A call that writes; it begins when those before it have ended. @throws AppError `StoreUnavailable` once closed */
  write<Result>(call: () => Promise<Result>): Promise<Result>
  /** Refuses new calls and waits for those under way. @returns false when it was closed before */
  close(): Promise<boolean>
}

export function createStoreCalls(): StoreCalls {
  const underWay = new Set<Promise<unknown>>()
  const writing = new AsyncLocalStorage<true>()
  let lastWrite: Promise<unknown> = Promise.resolve()
  let isClosed = false

  const track = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    // The work of a transaction that was begun before the end may read to its end.
    if (isClosed && writing.getStore() === undefined) throw new AppError('StoreUnavailable', { reason: 'it is closed' })
    const running = call()
    underWay.add(running)
    try {
      return await running
    } finally {
      underWay.delete(running)
    }
  }

  return {
    read: track,
    async write(call) {
      // It would wait for the transaction that waits for it.
      if (writing.getStore() !== undefined) throw new Error('A transaction was begun inside another one.')
      return track(() => {
        const turn = lastWrite.then(() => writing.run(true, call))
        lastWrite = turn.catch(() => undefined)
        return turn
      })
    },
    async close() {
      if (isClosed) return false
      isClosed = true
      await Promise.allSettled(underWay)
      return true
    },
  }
}
