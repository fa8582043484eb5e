import { type AlertRuleProperties, isAppError } from '@sluice/contracts'
import { toBody } from '../arm/define-resource.ts'
import { type ServiceIdentity, serviceKey } from '../arm/identity.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { type ServiceBody, servicesCollection } from '../services/service-document.ts'
import { putEvent, putState, readState } from './alert-documents.ts'
import { nextAlertState } from './alert-state.ts'
import { measureBatches } from './measure-batches.ts'
import { measureCalls } from './measure-calls.ts'
import { measureQuotas } from './measure-quotas.ts'
import type { MeasuredRule, Measurement } from './measurement.ts'
import { tellAlert } from './tell-alert.ts'

const author = { actor: 'alerts' }

/**
 * Measures every rule and does what comes of it. Several processes may do so at once: what happens is decided in the
 * transaction that writes it down, by the state that is there then, so that it happens once. One that was killed has
 * either written all of it, mails and calls included, or nothing.
 */
export async function evaluateAlerts(environment: ManagementEnvironment, signal?: AbortSignal): Promise<void> {
  const { store, clock, log } = environment
  for (const { body } of await store.list(servicesCollection)) {
    const { identity: service } = body as unknown as ServiceBody
    for (const document of await store.list(`${serviceKey(service.name)}/alertrules`)) {
      if (signal?.aborted === true) return
      const { path, properties: rule } = toBody<AlertRuleProperties>(document)
      if (!rule.isEnabled) continue
      const measuredRule = { service, path, rule, nowMs: clock.now() }
      try {
        for (const measurement of await measure(environment, measuredRule)) {
          await apply(environment, measuredRule, measurement, document.key)
        }
      } catch (error) {
        // What one rule needs may be away, such as the gateways; that must not keep the others from being looked at.
        const reason = isAppError(error) ? { code: error.code } : { error }
        log.warn('An alert rule cannot be measured now.', { service: service.name, rule: path, ...reason })
      }
    }
  }
}

const measure = (environment: ManagementEnvironment, rule: MeasuredRule): Promise<readonly Measurement[]> => {
  switch (rule.rule.kind) {
    case 'quota':
      return measureQuotas(environment, rule)
    case 'batchFailures':
      return measureBatches(environment, rule)
    default:
      return measureCalls(environment, rule)
  }
}

async function apply(
  environment: ManagementEnvironment,
  { service, path, nowMs }: MeasuredRule,
  { subject, measured, text, quota }: Measurement,
  ruleKey: string,
): Promise<void> {
  const { store } = environment
  const place = placeOf(service, path)
  const current = await store.get(ruleKey)
  if (current === undefined) return
  const seen = toBody<AlertRuleProperties>(current).properties
  // Mostly nothing happens, and then nothing is written.
  if (nextAlertState(await readState(store, place, subject), seen, measured, nowMs).event === undefined) return
  await store.transact(author, async (transaction) => {
    const document = await transaction.get(ruleKey)
    const rule = document && toBody<AlertRuleProperties>(document).properties
    if (rule === undefined || !rule.isEnabled) return
    const step = nextAlertState(await readState(transaction, place, subject), rule, measured, nowMs)
    if (step.event === undefined) return
    await putState(transaction, place, subject, step.state)
    const isTold = !step.isMuted && !(rule.kind === 'quota' && step.event === 'ended')
    const event = {
      id: environment.random.guid(),
      kind: step.event,
      at: new Date(nowMs).toISOString(),
      subject,
      value: typeof measured === 'number' ? measured : null,
      threshold: rule.threshold,
      isMuted: !isTold,
      text,
      webhook: isTold && rule.webhookUrl != null ? ({ state: 'queued', attempts: 0, lastError: null } as const) : null,
    }
    const eventKey = await putEvent(transaction, place, event)
    if (!isTold) return
    const told = { environment, transaction, service, rulePath: path, rule, event, eventKey }
    await tellAlert(quota === undefined ? told : { ...told, quota })
  })
}

/** Where a rule keeps its states and history. */
const placeOf = (service: ServiceIdentity, rulePath: string) => ({ serviceKey: serviceKey(service.name), rulePath })
