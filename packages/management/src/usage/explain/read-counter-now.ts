import { type CallRefusal, isAppError } from '@sluice/contracts'
import type { Log } from '@sluice/platform'
import type { GatewayChannel } from '../../snapshot/gateway-channel.ts'
import { readLimits } from '../../snapshot/limit-counters.ts'

/** What stands where a key may hold a secret, which therefore nobody has kept. */
const hiddenKey = '***'

/**
 * What the counter stands at now by which a call was refused, over all connected gateways; undefined where that cannot
 * be told: the key was not kept, nothing is counted any more, or no gateway answers.
 */
export async function readCounterNow(
  { gateways, log }: { readonly gateways: GatewayChannel; readonly log: Log },
  service: string,
  { rule, document, counter }: CallRefusal,
): Promise<number | undefined> {
  if (counter?.key === undefined || counter.key === hiddenKey) return undefined
  const { unit, key, part, periodSeconds } = counter
  try {
    const limit = {
      ...{ rule, unit, key },
      ...(part === undefined ? {} : { part }),
      ...(document === undefined ? {} : { document }),
      ...(periodSeconds === undefined ? {} : { periodSeconds }),
    }
    const [used] = await readLimits(gateways, service, [limit])
    return used
  } catch (error) {
    // The explanation is worth reading without it.
    if (!isAppError(error)) throw error
    log.warn('The counter of a limit cannot be read now.', { code: error.code, service, rule })
    return undefined
  }
}
