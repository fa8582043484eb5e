import { AppError } from '@sluice/contracts'
import type { DocumentCondition, JsonObject } from '@sluice/platform'
import { filterOf } from '../arm/answer-lists.ts'
import { defineRoute, type RouteContext } from '../arm/define-route.ts'
import { toEnvelopes } from '../arm/envelope.ts'
import { toServiceId } from '../arm/identity.ts'
import { readPage, toListBody } from '../arm/paging.ts'
import { issues, toIssuesIndex } from '../resources/issues.ts'

export const serviceIssues = defineRoute({
  path: '/issues',
  method: 'GET',
  access: 'analyst',
  summary: 'Lists the issues of all APIs.',
  async answer(context) {
    const page = readPage(context.url.searchParams)
    const { found, count } = await findIssues(context, filterOf(context, issues), page)
    return { ...toListBody(found, count, page, context.url) }
  },
})

export const serviceIssue = defineRoute({
  path: '/issues/{issueId}',
  method: 'GET',
  access: 'analyst',
  summary: 'Shows an issue, whatever API it is about.',
  async answer(context) {
    const { issueId = '' } = context.identifiers
    const isNamed: DocumentCondition = { kind: 'compare', field: { kind: 'name' }, operator: 'eq', value: issueId }
    const { found } = await findIssues(context, isNamed, { skip: 0, top: 1 })
    if (found[0] === undefined) throw new AppError('ResourceNotFound', { kind: issues.title })
    return found[0]
  },
})

/** Issues under the identifiers that they have without their API. */
async function findIssues(
  context: RouteContext,
  where: DocumentCondition | undefined,
  { skip, top }: { readonly skip: number; readonly top: number },
): Promise<{ readonly found: readonly JsonObject[]; readonly count: number }> {
  const { environment, service } = context
  const { documents, count } = await environment.store.find({
    from: { index: 'issues', value: toIssuesIndex(service) },
    offset: skip,
    limit: top,
    ...(where === undefined ? {} : { where }),
  })
  const envelopes = await toEnvelopes(environment, context, documents)
  const found = envelopes.map((issue) => ({
    ...issue,
    id: `${toServiceId(service)}/issues/${issue.name}`,
    type: 'Microsoft.ApiManagement/service/issues',
  }))
  return { found: found as unknown as readonly JsonObject[], count }
}
