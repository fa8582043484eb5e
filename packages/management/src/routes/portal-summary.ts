import { type PortalSummary, subscriptionStates } from '@sluice/contracts'
import type { DocumentCondition, DocumentSource } from '@sluice/platform'
import { defineRoute, type RouteContext } from '../arm/define-route.ts'
import { type ServiceIdentity, toKey } from '../arm/identity.ts'
import { mailsKey } from '../mail/outbox/mail-document.ts'
import { toIssuesIndex } from '../resources/issues.ts'

/** Not part of the compatible service, whose portal counts what it has listed. */
export const portalSummary = defineRoute({
  path: '/portalSummary',
  method: 'GET',
  access: 'analyst',
  summary: 'Counts what there is, what waits for somebody, and the gateways that are connected.',
  async answer({ environment, service }) {
    const count = async (from: DocumentSource, where?: DocumentCondition) =>
      (await environment.store.find({ from, limit: 1, ...(where === undefined ? {} : { where }) })).count
    const subscriptions = listOf('subscriptions', service)
    const summary: PortalSummary = {
      apis: await count(listOf('apis', service), { kind: 'not', term: is('isCurrent', false) }),
      products: {
        published: await count(listOf('products', service), is('state', 'published')),
        notPublished: await count(listOf('products', service), { kind: 'not', term: is('state', 'published') }),
      },
      subscriptions: Object.fromEntries(
        await Promise.all(
          subscriptionStates.map(async (state) => [state, await count(subscriptions, is('state', state))] as const),
        ),
      ) as PortalSummary['subscriptions'],
      users: await count(listOf('users', service)),
      openIssues: await count(
        { index: 'issues', value: toIssuesIndex(service) },
        { kind: 'or', terms: [is('state', 'proposed'), is('state', 'open')] },
      ),
      failedMails: await count({ collection: mailsKey(service) }, is('state', 'dead')),
      gateways: summarizeGateways(environment),
    }
    return Response.json(summary)
  },
})

const listOf = (name: string, service: ServiceIdentity): DocumentSource => ({
  collection: toKey(service.name, `/${name}`),
})

const is = (field: string, value: string | boolean): DocumentCondition => ({
  kind: 'compare',
  field: { kind: 'body', path: ['properties', field] },
  operator: 'eq',
  value,
})

/** Of those that follow this process; another replica has its own. */
function summarizeGateways({ gateways }: RouteContext['environment']): PortalSummary['gateways'] {
  const sent = gateways.sentChanges()
  const known = sent.filter((changeNumber) => changeNumber !== undefined)
  const isComplete = sent.length > 0 && known.length === sent.length
  return { connected: sent.length, changeNumber: isComplete ? Math.min(...known) : null }
}
