/** Those who want to hear that there may be something to take. */
export interface TaskListeners {
  add(listener: () => void): () => void
  tell(): void
  clear(): void
}

export function createTaskListeners(): TaskListeners {
  const listeners = new Set<{ readonly listener: () => void }>()
  return {
    add(listener) {
      const entry = { listener }
      listeners.add(entry)
      return () => {
        listeners.delete(entry)
      }
    },
    tell() {
      for (const { listener } of [...listeners]) {
        try {
          listener()
        } catch (error) {
          // The task is kept: a fault of a listener must not look like a failed call, nor silence the others.
          process.emitWarning(error instanceof Error ? error : new Error(String(error)))
        }
      }
    },
    clear: () => listeners.clear(),
  }
}
