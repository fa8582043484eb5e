import type { LimitAddress, ProductProperties, SubscriptionProperties } from '@sluice/contracts'
import { toBody } from '../arm/define-resource.ts'
import { nameOf, type ServiceIdentity, serviceKey, toKey, toRelativePath } from '../arm/identity.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { readLimits } from '../snapshot/limit-counters.ts'
import { listFiring } from './alert-documents.ts'
import { type MeasuredRule, type Measurement, numberText } from './measurement.ts'
import { type QuotaLimit, readQuotaLimit } from './quota-limits.ts'

/** Only subscriptions that called within this time are asked for: the quota of no other can have moved. */
const recentMs = 10 * 60_000

/**
 * How much of its quota each subscription has used up that called lately, in per cent; as the gateways count it, which
 * is what refuses calls.
 */
export async function measureQuotas(
  environment: ManagementEnvironment,
  measuredRule: MeasuredRule,
): Promise<readonly Measurement[]> {
  const { service, path, nowMs } = measuredRule
  const { usage, store, gateways } = environment
  const name = service.name.toLowerCase()
  const { rows } = await usage.read({ service: name, from: nowMs - recentMs, to: nowMs, by: 'subscription' })
  const firing = await listFiring(store, { serviceKey: serviceKey(name), rulePath: path })
  const ids = new Set([...rows.flatMap(({ dimensions }) => dimensions.subscription ?? []), ...firing])
  const metered = await readMetered(environment, service, [...ids])
  const limits = metered.flatMap(({ limits: own }) => own)
  if (limits.length === 0) return metered.map(({ subject }) => nothingOf(subject))
  const used = await readLimits(gateways, name, limits)
  let at = 0
  return metered.map((subscription) => {
    const own = used.slice(at, at + subscription.limits.length)
    at += subscription.limits.length
    return toMeasurement(subscription, own, measuredRule)
  })
}

interface Metered {
  readonly subject: string
  readonly properties: SubscriptionProperties | undefined
  readonly product: { readonly id: string; readonly name: string } | undefined
  readonly quota: QuotaLimit | undefined
  readonly limits: readonly LimitAddress[]
}

async function readMetered(
  environment: ManagementEnvironment,
  service: ServiceIdentity,
  ids: readonly string[],
): Promise<readonly Metered[]> {
  const { store } = environment
  const quotas = new Map<string, Promise<QuotaLimit | undefined>>()
  const quotaOf = (product: string) => {
    const known = quotas.get(product)
    if (known !== undefined) return known
    const reading = readQuotaLimit(environment, store, service, product)
    quotas.set(product, reading)
    return reading
  }
  const metered: Metered[] = []
  for (const subject of ids) {
    const document = await store.get(toKey(service.name, `/subscriptions/${subject}`))
    const properties = document && toBody<SubscriptionProperties>(document).properties
    const scope = properties && toRelativePath(properties.scope, service)
    const [, id] = /^\/products\/([^/]+)$/i.exec(scope ?? '') ?? []
    const product = id?.toLowerCase()
    const quota = product === undefined ? undefined : await quotaOf(product)
    if (product === undefined || quota === undefined) {
      metered.push({ subject, properties, product: undefined, quota: undefined, limits: [] })
      continue
    }
    const found = await store.get(toKey(service.name, `/products/${product}`))
    const { displayName = product } = found === undefined ? {} : toBody<ProductProperties>(found).properties
    const address = (unit: string): LimitAddress => ({
      rule: 'quota',
      unit,
      key: subject,
      document: `${serviceKey(service.name)}/products/${product}/policies/policy`,
      periodSeconds: quota.periodSeconds,
    })
    const limits = [
      ...(quota.calls === undefined ? [] : [address('calls')]),
      ...(quota.kilobytes === undefined ? [] : [address('kilobytes')]),
    ]
    metered.push({ subject, properties, product: { id: product, name: displayName }, quota, limits })
  }
  return metered
}

const nothingOf = (subject: string): Measurement => ({
  subject,
  measured: 'nothing',
  text: `The subscription '${subject}' has no quota any more.`,
})

function toMeasurement(
  { subject, properties, product, quota, limits }: Metered,
  used: readonly (number | undefined)[],
  { rule, nowMs }: MeasuredRule,
): Measurement {
  if (quota === undefined || product === undefined) return nothingOf(subject)
  const usedOf = (unit: string) => used[limits.findIndex((limit) => limit.unit === unit)] ?? 0
  const [calls, kilobytes] = [usedOf('calls'), usedOf('kilobytes')]
  const shareOf = (amount: number, of: number | undefined) => (of === undefined ? 0 : (amount / of) * 100)
  const [ofCalls, ofKilobytes] = [shareOf(calls, quota.calls), shareOf(kilobytes, quota.kilobytes)]
  const share = Math.max(ofCalls, ofKilobytes)
  const resets = resetOf(properties, quota, nowMs)
  const parts = [
    ...(quota.calls === undefined ? [] : [`${calls} of ${quota.calls} calls`]),
    ...(quota.kilobytes === undefined ? [] : [`${kilobytes} of ${quota.kilobytes} kilobytes`]),
  ]
  return {
    subject,
    measured: share,
    text: `The subscription '${subject}' has used ${numberText(share)} % of its quota of ${product.name}: ${parts.join(', ')}.`,
    quota: {
      ownerId: properties?.ownerId == null ? undefined : nameOf(properties.ownerId),
      parameters: {
        ProdName: product.name,
        ProdId: product.id,
        QuotaResetDate: resets ?? '',
        Calls: calls,
        CallQuota: quota.calls ?? '',
        CallsAlert: ofCalls >= rule.threshold,
        Bandwidth: kilobytes,
        BandwidthQuota: quota.kilobytes ?? '',
        BandwidthAlert: ofKilobytes >= rule.threshold,
      },
    },
  }
}

/** When the period ends that is running; periods follow one another from the start of the subscription. */
function resetOf(
  properties: SubscriptionProperties | undefined,
  { periodSeconds }: QuotaLimit,
  nowMs: number,
): string | undefined {
  const startMs = Date.parse(properties?.startDate ?? properties?.createdDate ?? '')
  if (periodSeconds === 0 || Number.isNaN(startMs)) return undefined
  const periodMs = periodSeconds * 1000
  const endMs = startMs + (Math.floor((nowMs - startMs) / periodMs) + 1) * periodMs
  const [date = '', time = ''] = new Date(endMs).toISOString().split('T')
  return `${date}, ${time.slice(0, 5)} UTC`
}
