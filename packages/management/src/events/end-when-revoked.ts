import type { Log, Store } from '@sluice/platform'

/** How long credentials may have expired, unnoticed by any change, before the answer ends. */
const checkEveryMs = 15_000
/** Many changes at once lead to one check. */
const checksApartMs = 1_000

export interface Revocation {
  readonly store: Pick<Store, 'onChange'>
  readonly log: Log
  /** Whether whoever asked may still have the answer. */
  isStillAllowed(): Promise<boolean>
}

/** An answer that goes on until its caller may not have it any more: signed out, blocked, or with other rights. */
export function endWhenRevoked(answer: Response, { store, log, isStillAllowed }: Revocation): Response {
  const { body } = answer
  if (body === null) return answer
  const reader = body.getReader()
  let stop: (() => void) | undefined

  function watch(): () => void {
    let isOver = false
    let isChecking = false
    let isDue = false
    let pause: NodeJS.Timeout | undefined
    const check = async () => {
      isDue = true
      if (isChecking || isOver || pause !== undefined) return
      isChecking = true
      isDue = false
      let isAllowed = false
      try {
        isAllowed = await isStillAllowed()
      } catch (error) {
        log.error('Credentials cannot be looked up; the stream of their holder ends.', { error })
      }
      isChecking = false
      if (isOver) return
      if (!isAllowed) {
        end()
        // What is waited for ends with it, and `pull` closes the answer.
        await reader.cancel()
        return
      }
      pause = setTimeout(() => {
        pause = undefined
        if (isDue) void check()
      }, checksApartMs)
      pause.unref()
    }
    const stopListening = store.onChange(() => void check())
    const timer = setInterval(check, checkEveryMs)
    timer.unref()
    const end = () => {
      isOver = true
      stopListening()
      clearInterval(timer)
      clearTimeout(pause)
    }
    return end
  }

  const guarded = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        stop ??= watch()
        try {
          const { done, value } = await reader.read()
          if (!done) {
            controller.enqueue(value)
            return
          }
        } catch (error) {
          stop()
          throw error
        }
        stop()
        controller.close()
      },
      async cancel(reason) {
        stop?.()
        await reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(guarded, answer)
}
