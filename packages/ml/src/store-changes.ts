import type { Store } from '@sluice/platform'

/**
 * Once at first, then whenever something in the store has changed, by whatever process; changes that come closer together
 * than the pause are one. Ends with the signal.
 */
export async function* storeChanges(
  store: Pick<Store, 'onChange'>,
  pauseMs: number,
  signal: AbortSignal,
): AsyncGenerator<void> {
  let changed = Promise.withResolvers<void>()
  const stop = store.onChange(() => changed.resolve())
  const wake = () => changed.resolve()
  signal.addEventListener('abort', wake)
  try {
    while (!signal.aborted) {
      // Made before anything is read: a change while it is read is not missed.
      changed = Promise.withResolvers()
      yield
      await changed.promise
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  } finally {
    signal.removeEventListener('abort', wake)
    stop()
  }
}
