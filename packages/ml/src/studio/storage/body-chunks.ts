import { AppError } from '@sluice/contracts'
import type { BodyFlow, MessageBody } from '@sluice/platform'

/** Bytes that wait to be taken before the sender is held back. */
const maxWaitingBytes = 1_048_576

/** A body, piece by piece, no faster than it is taken. @throws AppError `UploadInterrupted` */
export async function* bodyChunks(body: MessageBody): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  let isEnded = false
  let failure: unknown
  let wake = Promise.withResolvers<void>()
  const flow: BodyFlow = body.flow({
    onData(chunk) {
      waiting.push(chunk)
      waitingBytes += chunk.length
      if (waitingBytes >= maxWaitingBytes) flow.pause()
      wake.resolve()
    },
    onEnd() {
      isEnded = true
      wake.resolve()
    },
    onError(error) {
      failure = new AppError('UploadInterrupted', {}, { cause: error })
      wake.resolve()
    },
  })
  try {
    for (;;) {
      if (failure !== undefined) throw failure
      if (waiting.length === 0 && isEnded) return
      const taken = waiting
      waiting = []
      waitingBytes = 0
      yield* taken
      if (waiting.length > 0) continue
      wake = Promise.withResolvers()
      flow.resume()
      if (!isEnded && failure === undefined && waiting.length === 0) await wake.promise
    }
  } finally {
    if (!isEnded) flow.cancel()
  }
}
