import type { LimitAddress } from '@sluice/contracts'
import type { GatewayChannel } from './gateway-channel.ts'

/** A question and its answer stay short lines. */
const mostInOneQuestion = 500

/**
 * What the counters of limits stand at, summed up over all gateways; undefined where nothing is counted.
 * @throws AppError `NoGatewayConnected`, `GatewayNotAnswering`
 */
export async function readLimits(
  gateways: GatewayChannel,
  service: string,
  limits: readonly LimitAddress[],
): Promise<readonly (number | undefined)[]> {
  const sums: (number | undefined)[] = []
  for (let from = 0; from < limits.length; from += mostInOneQuestion) {
    const asked = limits.slice(from, from + mostInOneQuestion)
    const answers = await gateways.ask(() => ({ kind: 'read-limits', service, limits: asked }))
    for (const index of asked.keys()) {
      const used = answers.flatMap(({ answer }) => answer.limitsUsed?.[index] ?? [])
      sums.push(used.length === 0 ? undefined : used.reduce((sum, one) => sum + one, 0))
    }
  }
  return sums
}
