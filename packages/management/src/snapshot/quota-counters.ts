import type { GatewayQuestion, QuotaCounter } from '@sluice/contracts'
import type { AnswerOfGateway, GatewayChannel } from './gateway-channel.ts'

/** Which counters are meant. */
export interface QuotaAddress {
  /** Name of the instance. */
  readonly service: string
  readonly counterKey: string
}

/** What is counted under a key, over all gateways; the newest period first. */
export async function readQuotas(gateways: GatewayChannel, address: QuotaAddress): Promise<readonly QuotaCounter[]> {
  return sum(await gateways.ask(() => ({ kind: 'read-quota', ...address })))
}

export interface QuotaUpdate {
  readonly callsCount?: number | undefined
  readonly bytes?: number | undefined
}

/**
 * Sets what is counted under a key in one period. Where several gateways count, each gets a part, so that the sum is
 * what was asked for.
 * @returns the counters afterwards; what was not there is not set
 */
export async function setQuota(
  gateways: GatewayChannel,
  address: QuotaAddress,
  periodStartMs: number,
  update: QuotaUpdate,
): Promise<readonly QuotaCounter[]> {
  const before = await gateways.ask(() => ({ kind: 'read-quota', ...address }))
  const counting = before
    .filter(({ answer }) => answer.quotas.some((quota) => quota.periodStartMs === periodStartMs))
    .map(({ gateway }) => gateway)
  return sum(
    await gateways.ask((gateway): GatewayQuestion => {
      const index = counting.indexOf(gateway)
      if (index < 0) return { kind: 'read-quota', ...address }
      const part = (total: number) => Math.floor(total / counting.length) + (index < total % counting.length ? 1 : 0)
      return {
        kind: 'set-quota',
        ...address,
        periodStartMs,
        ...(update.callsCount === undefined ? {} : { callsCount: part(update.callsCount) }),
        ...(update.bytes === undefined ? {} : { bytes: part(update.bytes) }),
      }
    }),
  )
}

function sum(answers: readonly AnswerOfGateway[]): readonly QuotaCounter[] {
  const byPeriod = new Map<number, QuotaCounter>()
  for (const quota of answers.flatMap(({ answer }) => answer.quotas)) {
    const known = byPeriod.get(quota.periodStartMs)
    byPeriod.set(quota.periodStartMs, {
      ...quota,
      callsCount: quota.callsCount + (known?.callsCount ?? 0),
      bytes: quota.bytes + (known?.bytes ?? 0),
    })
  }
  return [...byPeriod.values()].sort((a, b) => b.periodStartMs - a.periodStartMs)
}
