/** Lets so many bytes of input be on their way at once, over all jobs of a process; who came first goes first. */
export interface ChunkBudget {
  /** Waits for room. @returns gives it back. More than there is in all is let in alone. */
  take(bytes: number, signal: AbortSignal): Promise<() => void>
}

export function createChunkBudget(totalBytes: number): ChunkBudget {
  let taken = 0
  let holders = 0
  const waiting: { readonly bytes: number; go(): void }[] = []
  const fits = (bytes: number) => holders === 0 || taken + bytes <= totalBytes
  const enter = (bytes: number) => {
    taken += bytes
    holders += 1
  }
  const letIn = () => {
    for (let next = waiting[0]; next !== undefined && fits(next.bytes); next = waiting[0]) {
      waiting.shift()
      enter(next.bytes)
      next.go()
    }
  }
  return {
    async take(bytes, signal) {
      signal.throwIfAborted()
      if (waiting.length === 0 && fits(bytes)) enter(bytes)
      else {
        await new Promise<void>((resolve, reject) => {
          const leave = () => {
            waiting.splice(waiting.indexOf(one), 1)
            letIn()
            reject(signal.reason)
          }
          const one = {
            bytes,
            go() {
              signal.removeEventListener('abort', leave)
              resolve()
            },
          }
          waiting.push(one)
          signal.addEventListener('abort', leave, { once: true })
        })
      }
      let isBack = false
      return () => {
        if (isBack) return
        isBack = true
        taken -= bytes
        holders -= 1
        letIn()
      }
    },
  }
}
