import type { AlertEvent, AlertRuleProperties } from '@sluice/contracts'
import type { Transaction } from '@sluice/platform'
import { nameOf, type ServiceIdentity, serviceKey } from '../arm/identity.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { serviceValues } from '../mail/mail-values.ts'
import { notifyPublishers, queueMail, queueNotice } from '../mail/queue-mail.ts'
import { renderMail } from '../mail/render-mail.ts'
import { putAlertCall } from './alert-call.ts'
import { alertMail } from './alert-mail.ts'
import type { Measurement } from './measurement.ts'

export interface Told {
  readonly environment: Pick<ManagementEnvironment, 'clock' | 'random' | 'secrets' | 'portalUrl'>
  readonly transaction: Transaction
  readonly service: ServiceIdentity
  /** Below the service, as it was written. */
  readonly rulePath: string
  readonly rule: AlertRuleProperties
  /** `tested` = somebody tries who hears of it. */
  readonly event: Omit<AlertEvent, 'kind'> & { readonly kind: AlertEvent['kind'] | 'tested' }
  /** Key of the event in the history; null = it is in none. */
  readonly eventKey: string | null
  readonly quota?: Measurement['quota']
}

/**
 * Writes everything into the outboxes that an event tells, in the transaction in which it happens. Of a quota, the
 * owner hears only that it comes near: that a new period begins is no news.
 */
export async function tellAlert(told: Told): Promise<void> {
  const { environment, transaction, service, rule, event, quota } = told
  const mail = { environment, transaction, service }
  if (quota !== undefined && event.kind === 'fired') {
    const { ownerId, parameters } = quota
    if (rule.notifiesDeveloper && ownerId !== undefined) {
      const template = 'QuotaLimitApproachingDeveloperNotificationMessage'
      await queueMail(mail, { template, to: { userId: ownerId }, parameters })
    }
    if (rule.notifiesPublishers) {
      const name = 'QuotaLimitApproachingPublisherNotificationMessage'
      await notifyPublishers(mail, name, { userId: ownerId ?? null, parameters })
    }
  }
  const url = `${environment.portalUrl()}/publisher/${encodeURIComponent(service.name)}`
  if (rule.emails.length > 0) {
    const values = { ...(await serviceValues(environment, transaction, service)), ...valuesOf(told), AlertUrl: url }
    const rendered = renderMail(alertMail, values)
    for (const to of rule.emails) await queueNotice(mail, 'AlertRule', to, rendered)
  }
  if (rule.webhookUrl != null) await queueCall(told, rule.webhookUrl, url)
}

const words = { fired: '', reminded: 'still: ', ended: 'over: ', tested: 'test: ' } as const

const valuesOf = ({ rule, event }: Told) => ({
  AlertTitle: `Alert, ${words[event.kind]}${rule.displayName}`,
  AlertText: event.text,
})

async function queueCall(told: Told, url: string, href: string): Promise<void> {
  const { environment, transaction, service, rulePath, rule, event, eventKey } = told
  const root = serviceKey(service.name)
  const { id, kind, at, subject, value, threshold, text } = event
  // As batch execution tells of jobs. @see https://www.standardwebhooks.com
  const payload = {
    id,
    type: `alert.${kind}`,
    timestamp: at,
    data: {
      service: service.name,
      rule: { id: nameOf(rulePath), displayName: rule.displayName, kind: rule.kind },
      ...(rule.apiId == null ? {} : { apiId: rule.apiId }),
      ...(subject === '' ? {} : { subscriptionId: `/subscriptions/${subject}` }),
      ...{ value, threshold, text, href },
    },
  }
  await putAlertCall(transaction, root, {
    id: environment.random.guid(),
    ruleKey: `${root}${rulePath.toLowerCase()}`,
    eventKey,
    url,
    payload: JSON.stringify(payload),
    attempts: 0,
    nextAttemptDate: new Date(environment.clock.now()).toISOString(),
  })
}
