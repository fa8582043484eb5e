import { countQueuedMails, type ManagementEnvironment } from '@sluice/management'
import type { ServerCall } from '@sluice/platform'
import { type MetricSource, toSample } from '@sluice/platform/metrics'

/** What the control plane says of itself. */
export function createManagementMetrics({
  store,
  gateways,
}: Pick<ManagementEnvironment, 'store' | 'gateways'>): MetricSource {
  let changeNumber: number | undefined
  store.onChange((newest) => {
    changeNumber = newest
  })
  return async () => {
    const sent = gateways.sentChanges()
    const mails = await countQueuedMails(store)
    const known = changeNumber
    return [
      toSample('sluice_management_gateways_connected', {}, sent.length),
      toSample('sluice_management_outbox_mails', {}, mails),
      // Until something changes there is nothing that could be behind.
      ...(known === undefined
        ? []
        : [
            toSample('sluice_management_change_number', {}, known),
            toSample('sluice_management_gateway_lag_changes', {}, furthestBehind(sent, known)),
          ]),
    ]
  }
}

/** A gateway that still gets everything is behind by everything. */
const furthestBehind = (sent: readonly (number | undefined)[], newest: number): number =>
  sent.reduce<number>((most, changeNumber) => Math.max(most, newest - (changeNumber ?? 0)), 0)

/** What a call of management is about. */
export function areaOfCall({ target }: Pick<ServerCall, 'target'>): string {
  const part = target.slice(1).split(/[/?]/, 1)[0]?.toLowerCase() ?? ''
  return areas[part] ?? 'pages'
}

const areas: Readonly<Record<string, string>> = {
  subscriptions: 'management',
  providers: 'management',
  api: 'portals',
  developer: 'portals',
  studio: 'studio',
  internal: 'gateways',
}
