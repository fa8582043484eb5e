import { waitUntil } from '../support/processes.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'
import { unlimitedKey } from './unlimited-key.ts'

export interface KillDuringCallsResult {
  readonly kills: number
  readonly calls: number
  /** What each failed call got instead of 200. */
  readonly failures: readonly string[]
}

const callers = 4
const callsBetweenKills = 200

/** kill -9 of `management` again and again while calls run through the gateway. */
export async function killManagementDuringCalls(kills: number): Promise<KillDuringCallsResult> {
  const sluice = await startSluice()
  try {
    const headers = { 'Ocp-Apim-Subscription-Key': await unlimitedKey(sluice) }
    const failures: string[] = []
    let calls = 0
    let isOver = false
    const calling = Array.from({ length: callers }, async () => {
      while (!isOver) {
        const outcome = await fetch(`${sluice.addresses.gatewayHttp}/echo/resource?param1=x`, { headers }).then(
          async (response) => {
            await response.arrayBuffer()
            return response.status
          },
          (error: Error) => String(error.cause ?? error),
        )
        calls++
        if (outcome !== 200) failures.push(String(outcome))
      }
    })
    for (let count = 0; count < kills; count++) {
      const before = calls
      const pid = sluice.pidOf('management')
      process.kill(pid, 'SIGKILL')
      await waitUntil(() => calls >= before + callsBetweenKills)
      await waitUntil(() => isBack(sluice, pid))
    }
    isOver = true
    await Promise.all(calling)
    return { kills, calls, failures }
  } finally {
    await sluice.remove()
  }
}

/** There is a process of the role again, another one than before. */
function isBack(sluice: RunningSluice, before: number): boolean {
  try {
    return sluice.pidOf('management') !== before
  } catch {
    // Between two lives.
    return false
  }
}
