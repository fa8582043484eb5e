import type { UsageStore } from '@sluice/platform'
import { nameOf } from '../arm/identity.ts'
import { countOf, timeOfShare } from '../usage/percentiles.ts'
import { type MeasuredRule, type Measurement, numberText, windowOf, windowText } from './measurement.ts'

/** How many of the calls of the window failed, or how long they took. @see reference: API Management, 4.8 */
export async function measureCalls(
  { usage }: { readonly usage: Pick<UsageStore, 'read'> },
  measuredRule: MeasuredRule,
): Promise<readonly Measurement[]> {
  const { service, rule } = measuredRule
  const { from, to } = windowOf(measuredRule)
  const isLatency = rule.kind === 'latency'
  const { rows } = await usage.read({
    service: service.name.toLowerCase(),
    from,
    to,
    ...(rule.apiId == null ? {} : { where: { api: nameOf(rule.apiId).toLowerCase() } }),
    ...(isLatency ? { hasSpread: true } : {}),
  })
  const [row] = rows
  const { success = 0, blocked = 0, failed = 0, other = 0 } = row?.sums ?? {}
  const buckets = (rule.measure === 'backend' ? row?.spread.service : row?.spread.api) ?? []
  const calls = isLatency ? countOf(buckets) : success + blocked + failed + other
  const window = windowText(rule)
  if (calls === 0) return [{ subject: '', measured: 'nothing', text: `There were no calls in ${window}.` }]
  const isClear = calls >= rule.minimumCalls
  if (!isLatency) {
    const share = (failed / calls) * 100
    const text = `${numberText(share)} % of ${calls} calls of ${window} failed; the threshold is ${rule.threshold} %.`
    return [{ subject: '', measured: isClear ? share : 'unclear', text }]
  }
  const milliseconds = (timeOfShare(buckets, calls, rule.percentile / 100) ?? 0) / 1000
  const what = rule.measure === 'backend' ? 'the backend took' : 'a call took'
  const text = `For ${rule.percentile} % of ${calls} calls of ${window}, ${what} at most ${numberText(milliseconds)} ms; the threshold is ${rule.threshold} ms.`
  return [{ subject: '', measured: isClear ? milliseconds : 'unclear', text }]
}
