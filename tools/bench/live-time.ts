import { createManagementClient } from '../../tests/support/management-client.ts'
import { startSluice } from '../../tests/support/start-sluice.ts'
import { apiPolicy } from './policy-subject.ts'

/** Milliseconds until calls met a saved document. */
export interface LiveTime {
  /** From the answer to its PUT. */
  readonly sinceAnswer: number
  /** From the sending of it. */
  readonly sinceSent: number
}

/** Ends the call, so that no backend has a part in the time. */
const answerOf = (n: number) => `<return-response>
  <set-header name="X-Round" exists-action="override"><value>${n}</value></set-header>
</return-response>`

/** Saves documents through the management API of a whole program, and calls its gateway until each one shows. */
export async function measureLive(times: number): Promise<readonly LiveTime[]> {
  const sluice = await startSluice({ environment: { SLUICE_LOG: 'error' } })
  try {
    const management = createManagementClient(sluice)
    await management.put('/apis/live', {
      displayName: 'Live',
      path: 'live',
      protocols: ['http'],
      serviceUrl: 'http://127.0.0.1:9',
      subscriptionRequired: false,
    })
    await management.put('/apis/live/operations/list', { displayName: 'List', method: 'GET', urlTemplate: '/things' })
    const measured: LiveTime[] = []
    // The first ones only warm up what a program does once.
    for (let n = -2; n < times; n += 1) {
      const value = apiPolicy(n).replace('<choose>', `${answerOf(n)}<choose>`)
      const sent = performance.now()
      await management.put('/apis/live/policies/policy', { format: 'rawxml', value })
      const answered = performance.now()
      for (;;) {
        const response = await fetch(`${sluice.addresses.gatewayHttp}/live/things`)
        await response.arrayBuffer()
        if (response.headers.get('x-round') === String(n)) break
        if (performance.now() - answered > 10_000) throw new Error('A saved document did not come into force.')
      }
      const seen = performance.now()
      if (n >= 0) measured.push({ sinceAnswer: seen - answered, sinceSent: seen - sent })
    }
    return measured
  } finally {
    await sluice.interrupt()
    await sluice.remove()
  }
}
