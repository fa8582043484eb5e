/** Those who want to hear of commits, each number once and in order. */
export interface ChangeListeners {
  add(listener: (changeNumber: number) => void): () => void
  /** Tells all of a commit; numbers that were told already are passed over. */
  tell(changeNumber: number): void
  clear(): void
}

export function createChangeListeners(): ChangeListeners {
  const listeners = new Set<{ readonly listener: (changeNumber: number) => void }>()
  let told = 0
  return {
    add(listener) {
      const entry = { listener }
      listeners.add(entry)
      return () => {
        listeners.delete(entry)
      }
    },
    tell(changeNumber) {
      if (changeNumber <= told) return
      told = changeNumber
      for (const { listener } of [...listeners]) {
        try {
          listener(changeNumber)
        } catch (error) {
          // The commit is on disk: a fault of a listener must not look like a failed transaction, nor silence the others.
          process.emitWarning(error instanceof Error ? error : new Error(String(error)))
        }
      }
    },
    clear: () => listeners.clear(),
  }
}
