import { waitUntil } from '../support/processes.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'
import { unlimitedKey } from './unlimited-key.ts'

export interface KillGatewayResult {
  readonly kills: number
  /** From each kill to the first call that is answered 200, in ms, sorted. */
  readonly backAfterMs: readonly number[]
}

const secretKey = '3c'.repeat(32)

/**
 * kill -9 of the gateway while no `management` runs anywhere: it has nothing but its disk.
 * @param pauseMs steady service before each kill; after less than ten seconds the supervisor holds the next start back
 */
export async function killGatewayAlone(kills: number, pauseMs = 0): Promise<KillGatewayResult> {
  const environment = { SLUICE_SECRET_KEY: secretKey }
  const others = await startSluice({ args: ['--role', 'management'], environment })
  let gateway: RunningSluice | undefined
  try {
    gateway = await startSluice({
      args: ['--role', 'gateway'],
      environment: { ...environment, SLUICE_MANAGEMENT_URL: others.addresses.management ?? '' },
    })
    const address = gateway.addresses.gatewayHttp
    const headers = { 'Ocp-Apim-Subscription-Key': await unlimitedKey(others, address) }
    await others.interrupt()
    const isServed = () =>
      fetch(`${address}/echo/resource?param1=x`, { headers }).then(
        ({ status }) => status === 200,
        () => false,
      )
    const backAfterMs: number[] = []
    for (let count = 0; count < kills; count++) {
      await waitUntil(isServed)
      await waitUntil(() => isKnownToBeBack(gateway, count))
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
      const start = performance.now()
      process.kill(gateway.pidOf('gateway'), 'SIGKILL')
      await waitUntil(async () => !(await isServed()), 1)
      await waitUntil(isServed, 5)
      backAfterMs.push(performance.now() - start)
    }
    return { kills, backAfterMs: backAfterMs.sort((a, b) => a - b) }
  } finally {
    await others.remove()
    await gateway?.remove()
  }
}

/** The supervisor has heard from every life that was begun again; it would take an earlier kill for a start that failed. */
const isKnownToBeBack = (sluice: RunningSluice | undefined, times: number) =>
  (sluice?.output().stderr.split('gateway is back.').length ?? 0) > times
