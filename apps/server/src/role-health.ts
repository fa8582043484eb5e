import { get as getHttp } from 'node:http'
import { get as getHttps } from 'node:https'

const answerWithinMs = 2_000

/** Whether the role at this address has a process that answers. */
export const isAlive = (address: string): Promise<boolean> => isAnswered200(`${address}/health/live`)

/** Whether the role at this address can do its work. */
export const isReady = (address: string): Promise<boolean> => isAnswered200(`${address}/health/ready`)

function isAnswered200(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const get = url.startsWith('https:') ? getHttps : getHttp
    const request = get(
      url,
      // Alive is the question here, not who it is: the local authority is unknown to this process, and nothing is sent.
      { timeout: answerWithinMs, agent: false, rejectUnauthorized: false },
      (response) => {
        response.resume()
        resolve(response.statusCode === 200)
      },
    )
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(false))
    request.on('close', () => resolve(false))
  })
}
