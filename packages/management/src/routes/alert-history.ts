import { AppError } from '@sluice/contracts'
import { listEvents, listFiring } from '../alerts/alert-documents.ts'
import { toBody } from '../arm/define-resource.ts'
import { defineRoute } from '../arm/define-route.ts'
import { serviceKey, toKey } from '../arm/identity.ts'
import { readPage, toListBody } from '../arm/paging.ts'

export const alertHistory = defineRoute({
  path: '/alertRules/{alertRuleId}/history',
  method: 'GET',
  access: 'analyst',
  summary: 'When an alert rule fired and ended, the newest first, and for what it fires now',
  async answer({ environment, service, identifiers: { alertRuleId = '' }, url }) {
    const { store } = environment
    const rule = await store.get(toKey(service.name, `/alertRules/${alertRuleId}`))
    if (rule === undefined) throw new AppError('ResourceNotFound', { kind: 'AlertRule' })
    const place = { serviceKey: serviceKey(service.name), rulePath: toBody(rule).path }
    const page = readPage(url.searchParams)
    const events = await listEvents(store, place)
    const shown = events.slice(page.skip, page.skip + page.top)
    const firing = await listFiring(store, place)
    return Response.json({ ...toListBody(shown, events.length, page, url), firing })
  },
})
