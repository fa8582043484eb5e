import { AppError } from '@sluice/contracts'

/** Counts the calls of each endpoint that are under way. */
export interface ConcurrencyLimit {
  /**
   * Takes a place; the returned function gives it back, once.
   * @throws AppError `RequestThrottled` when all places are taken: early, instead of a queue without end
   */
  enter(endpoint: { readonly id: string; readonly name: string; readonly maxConcurrentCalls: number }): () => void
}

export function createConcurrencyLimit(): ConcurrencyLimit {
  const running = new Map<string, number>()
  return {
    enter({ id, name, maxConcurrentCalls }) {
      const before = running.get(id) ?? 0
      if (before >= maxConcurrentCalls) throw new AppError('RequestThrottled', { endpoint: name, maxConcurrentCalls })
      running.set(id, before + 1)
      let isInside = true
      return () => {
        if (!isInside) return
        isInside = false
        const now = (running.get(id) ?? 1) - 1
        if (now === 0) running.delete(id)
        else running.set(id, now)
      }
    },
  }
}
