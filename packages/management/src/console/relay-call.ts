import { AppError, type ConsoleCall } from '@sluice/contracts'
import type { BodyFlow, ResponseHead } from '@sluice/platform'
import { packHeaders, toSentHeaders } from './console-headers.ts'
import { type ConsoleTarget, findGateway } from './find-gateway.ts'
import type { OwnGateway } from './own-gateway.ts'
import { toConsoleFailure } from './to-console-failure.ts'

/** Of an answer; one of exactly this length was cut there. */
export const maxAnswerBytes = 100 * 1024 * 1024
const bufferedBytes = 64 * 1024

interface RelayOptions {
  /** Ends the call to the gateway, too. */
  readonly signal: AbortSignal
  /** Called once, when nothing of the call is left. */
  readonly onEnd: () => void
}

/**
 * Sends a call to the gateway and hands on its answer, whatever its status: head in headers of ours, body as it comes.
 * No redirect is followed, nothing is decoded, and nothing of the caller goes along that the call does not say.
 * @throws AppError `ConsoleAddressRefused` and the others of the console
 */
export function relayCall(gateway: OwnGateway, call: ConsoleCall, options: RelayOptions): Promise<Response> {
  const { signal, onEnd } = options
  return new Promise((resolve, reject) => {
    let flow: BodyFlow | undefined
    let body: ReadableStreamDefaultController<Uint8Array> | undefined
    let isOver = false
    const end = (): boolean => {
      if (isOver) return false
      isOver = true
      signal.removeEventListener('abort', stop)
      onEnd()
      return true
    }
    const fail = (error: AppError) => {
      if (!end()) return
      if (body === undefined) reject(error)
      else body.error(error)
    }
    const stop = () => {
      flow?.cancel()
      fail(new AppError('ClientConnectionFailure', {}))
    }
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop)

    let target: ConsoleTarget
    try {
      target = findGateway(call.url, gateway.addresses())
    } catch (error) {
      end()
      return reject(error)
    }
    let length = 0
    const toBody = () =>
      new ReadableStream<Uint8Array>(
        {
          start: (controller) => {
            body = controller
          },
          pull: () => flow?.resume(),
          cancel: () => {
            flow?.cancel()
            end()
          },
        },
        new ByteLengthQueuingStrategy({ highWaterMark: bufferedBytes }),
      )
    flow = gateway.client.send(
      {
        origin: target.gateway.url,
        connectTo: target.gateway.connectTo,
        method: call.method,
        target: target.target,
        headers: toSentHeaders(call.headers),
        ...(call.body === undefined ? {} : { body: toBytes(call.body) }),
        headTimeoutMs: call.timeoutSeconds * 1000,
      },
      {
        onHead: (head) => resolve(toAnswer(call, head, toBody())),
        onData(chunk) {
          if (isOver || body === undefined) return
          const left = maxAnswerBytes - length
          length += chunk.length
          body.enqueue(chunk.length > left ? chunk.subarray(0, left) : chunk)
          if (length >= maxAnswerBytes) {
            flow?.cancel()
            end()
            body.close()
          } else if ((body.desiredSize ?? 0) <= 0) {
            flow?.pause()
          }
        },
        onEnd() {
          if (end()) body?.close()
        },
        onError: (error) => fail(toConsoleFailure(error, call.timeoutSeconds, target.gateway.url)),
      },
    )
  })
}

function toAnswer({ url }: ConsoleCall, { status, reason, headers }: ResponseHead, body: ReadableStream): Response {
  return new Response(body, {
    headers: {
      'X-Console-Status': String(status),
      'X-Console-Reason': (reason ?? '').replace(/[^\x20-\x7e]/g, '?'),
      'X-Console-Headers': packHeaders(headers),
      'X-Console-Url': url,
      'X-Console-Limit': String(maxAnswerBytes),
      // What comes from behind the gateway must never be a page of ours.
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': 'attachment',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

const toBytes = (body: NonNullable<ConsoleCall['body']>): Uint8Array =>
  'text' in body ? Buffer.from(body.text, 'utf8') : Buffer.from(body.base64, 'base64')
