import { type AlertRuleProperties, alertRuleProperties, identifiers } from '@sluice/contracts'
import { removeStates } from '../alerts/alert-documents.ts'
import { tellAlert } from '../alerts/tell-alert.ts'
import { defineResource, toBody } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { serviceKey } from '../arm/identity.ts'
import { findReferenced } from '../arm/resource-reference.ts'

/** Every service tells of quotas that come near, as the compatible one does. @see reference: API Management, 5.4 */
const quotaApproaching = { displayName: 'Quota approaching', kind: 'quota', threshold: 80 } as const

/** A change of these means something else is measured. */
const measuring = ['kind', 'apiId', 'measure', 'percentile', 'isEnabled'] as const

/** When somebody is told of what calls say. Not part of the compatible service, which has alerts elsewhere. */
export const alertRules = defineResource({
  type: 'Microsoft.ApiManagement/service/alertRules',
  title: 'AlertRule',
  path: '/alertRules/{alertRuleId}',
  identifiers: { alertRuleId: identifiers.alertRuleId },
  contract: alertRuleProperties,
  filterable: ['name', 'displayName', 'kind', 'isEnabled'],
  secrets: { fields: ['webhookSecret'] },
  defaults: { 'quota-approaching': alertRuleProperties.parse(quotaApproaching) },
  async prepare(rule, { transaction, service }) {
    const { kind, threshold, endThreshold, apiId } = rule
    const isOfCalls = kind === 'errorRate' || kind === 'latency'
    const isShare = kind === 'quota' || kind === 'errorRate'
    const api = apiId == null ? undefined : await findReferenced(transaction, service, apiId, '/apis/{apiId}')
    assertNoFaults([
      ...(isShare && threshold > 100
        ? [fieldFault('properties.threshold', "'threshold' is a share in per cent, at most 100.")]
        : []),
      ...(endThreshold != null && endThreshold > threshold
        ? [fieldFault('properties.endThreshold', "'endThreshold' must not be above 'threshold'.")]
        : []),
      ...(apiId != null && !isOfCalls
        ? [fieldFault('properties.apiId', `Rules of the kind ${kind} are not about one API; leave 'apiId' out.`)]
        : []),
      ...(apiId != null && isOfCalls && api === undefined
        ? [fieldFault('properties.apiId', `There is no API '${apiId}'.`)]
        : []),
    ])
    return { properties: api === undefined ? rule : { ...rule, apiId: toBody(api).path } }
  },
  async afterUpdate({ transaction, service, path, key, existing }) {
    const document = await transaction.get(key)
    if (document === undefined) return
    const [before, after] = [existing.properties, toBody(document).properties]
    if (measuring.some((name) => before[name] !== after[name])) {
      await removeStates(transaction, { serviceKey: serviceKey(service.name), rulePath: path })
    }
  },
  actions: {
    /** Tells everybody whom the rule tells, without waiting for it to fire. */
    sendTest: {
      async run({ environment, transaction, service, path, existing }) {
        const rule = existing.properties as unknown as AlertRuleProperties
        await tellAlert({
          environment,
          transaction,
          service,
          rulePath: path,
          rule,
          event: {
            id: environment.random.guid(),
            kind: 'tested',
            at: new Date(environment.clock.now()).toISOString(),
            subject: '',
            value: null,
            threshold: rule.threshold,
            isMuted: false,
            text: 'Somebody tries who hears of this rule; nothing has happened.',
            webhook: null,
          },
          eventKey: null,
        })
        return undefined
      },
    },
  },
})
