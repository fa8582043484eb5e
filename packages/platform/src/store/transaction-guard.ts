import { isAppError } from '@sluice/contracts/errors'
import type { Transaction } from './store.ts'
import { toStoreError } from './store-error.ts'

/**
 * Runs `work` with a transaction whose operations go to `inner` one by one, and only until `work` has ended. Without
 * it, what a rejected `Promise.all` leaves behind would go on writing after the rollback, on a connection that may serve
 * someone else by then.
 * A failure of the database ends the transaction, even when `work` catches it: an engine may have rolled back by
 * itself, and the next statement would stand alone.
 */
export async function runWork<Result>(
  inner: Transaction,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  let atWork: Promise<unknown> = Promise.resolve()
  let isOver = false
  let failure: { readonly error: unknown } | undefined

  const run = <Value>(operation: () => Promise<Value>): Promise<Value> => {
    const result = atWork.then(async () => {
      if (isOver) throw new Error('The transaction is over: await everything that its work begins.')
      if (failure !== undefined) throw failure.error
      try {
        return await operation()
      } catch (error) {
        if (isAppError(error)) throw error
        failure = { error: toStoreError(error) }
        throw failure.error
      }
    })
    // The rejection is the caller's; the next operation only waits for this one's end.
    atWork = result.then(
      () => undefined,
      () => undefined,
    )
    return result
  }

  const transaction: Transaction = {
    get: (key) => run(() => inner.get(key)),
    list: (collection, page) => run(() => inner.list(collection, page)),
    listBelow: (prefix) => run(() => inner.listBelow(prefix)),
    findByIndex: (index, value) => run(() => inner.findByIndex(index, value)),
    find: (query) => run(() => inner.find(query)),
    async put(document, options) {
      // Taken now, and as it will be read later: what the caller changes in its object afterwards is not part of it.
      const body = JSON.parse(JSON.stringify(document.body), (_, value) => Object.freeze(value))
      return run(() => inner.put({ ...document, body }, options))
    },
    remove: (key, options) => run(() => inner.remove(key, options)),
    removeBelow: (prefix, options) => run(() => inner.removeBelow(prefix, options)),
  }
  try {
    return await work(transaction)
  } finally {
    isOver = true
    await atWork
    if (failure !== undefined) await Promise.reject(failure.error)
  }
}
