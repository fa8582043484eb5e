import type { GatewayAnswer } from '@sluice/contracts'
import { gatewayAnswersPath } from '@sluice/contracts/snapshot-stream'
import type { HttpClient, Log } from '@sluice/platform'

/** Management waits about as long for an answer. */
const headTimeoutMs = 2_000

export interface AnswerSenderOptions {
  readonly client: HttpClient
  readonly log: Log
  /** Base address of management; undefined while nobody knows it. */
  readonly address: () => string | undefined
  readonly issueToken: () => Promise<string>
}

/** Posts answers to management's questions. One that does not arrive is logged: management says so to who asked. */
export function createAnswerSender(options: AnswerSenderOptions): (id: string, answer: GatewayAnswer) => void {
  const { client, log } = options
  const failed = (reason: string) => log.warn('An answer to management did not arrive.', { reason })

  async function send(id: string, answer: GatewayAnswer): Promise<void> {
    const address = options.address()
    if (address === undefined) {
      failed('the address of management is not known')
      return
    }
    const { origin, pathname } = new URL(address)
    const token = await options.issueToken()
    client.send(
      {
        origin,
        method: 'POST',
        target: `${pathname.replace(/\/$/, '')}${gatewayAnswersPath}/${encodeURIComponent(id)}`,
        headers: ['Authorization', `Bearer ${token}`, 'Content-Type', 'application/json'],
        body: Buffer.from(JSON.stringify(answer)),
        headTimeoutMs,
      },
      {
        onHead({ status }) {
          if (status !== 204) failed(`management answered ${status}`)
        },
        onData: () => undefined,
        onEnd: () => undefined,
        onError: ({ message }) => failed(message),
      },
    )
  }

  return (id, answer) => {
    send(id, answer).catch((error: unknown) => failed(error instanceof Error ? error.message : String(error)))
  }
}
