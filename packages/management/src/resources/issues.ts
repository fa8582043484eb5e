import { type IssueProperties, identifiers, issueProperties } from '@sluice/contracts'
import type { StoreReader } from '@sluice/platform'
import { defineResource, toBody, type ViewContext, type WriteContext } from '../arm/define-resource.ts'
import { nameOf, serviceKey, toKey, toServiceId } from '../arm/identity.ts'
import { type IssuePart, toIssuePart } from './issue-parts.ts'
import { resolveUser } from './user-reference.ts'

/** Under `issues`, all issues of a service. */
export const toIssuesIndex = ({ name }: { readonly name: string }): string => serviceKey(name)

/** @see reference: API Management, 1.14 */
export const issues = defineResource({
  type: 'Microsoft.ApiManagement/service/apis/issues',
  title: 'Issue',
  path: '/apis/{apiId}/issues/{issueId}',
  identifiers: { apiId: identifiers.apiId, issueId: identifiers.issueId },
  contract: issueProperties,
  filterable: ['name', 'userId', 'state', 'title', 'createdDate', 'apiId'],
  filterFields: {
    userId: { path: ['properties', 'userId'], toStored: (id) => `/users/${nameOf(id)}` },
    apiId: { path: ['properties', 'apiId'], toStored: (id) => `/apis/${nameOf(id)}` },
  },
  async prepare(issue, context) {
    const { service, path, key } = context
    return {
      properties: {
        ...issue,
        userId: await resolveUser(issue.userId, context),
        createdDate: createdDateOf(issue, context),
        apiId: path.slice(0, path.lastIndexOf('/issues/')),
      },
      indexes: {
        // The service's own list names an issue without its API.
        unique: { issue: `${serviceKey(service.name)}|${nameOf(key)}` },
        references: { issues: toIssuesIndex(service) },
      },
    }
  },
  async loadRelated(bodies, reader, view) {
    if (view.query.get('expandCommentsAttachments') !== 'true') return undefined
    return readParts(
      bodies.map(({ path }) => toKey(view.service.name, path)),
      reader,
      view,
    )
  },
  toView({ path, properties }, { service, related }) {
    const parts = related as Map<string, IssuePart[]> | undefined
    const key = toKey(service.name, path)
    return {
      ...toIssueView(properties, toServiceId(service)),
      ...(parts && {
        comments: parts.get(`${key}/comments`) ?? [],
        attachments: parts.get(`${key}/attachments`) ?? [],
      }),
    }
  },
})

const toIssueView = (properties: IssueProperties, serviceId: string) => ({
  ...properties,
  userId: `${serviceId}${properties.userId}`,
  apiId: `${serviceId}${properties.apiId}`,
})

/** Comments and attachments of several issues, by their collections, with one query. */
async function readParts(issueKeys: readonly string[], reader: StoreReader, { service }: ViewContext) {
  const collection = issueKeys.flatMap((key) => [`${key}/comments`, `${key}/attachments`])
  const { documents } = await reader.find({ from: { collection } })
  const parts = new Map<string, IssuePart[]>()
  for (const document of documents) {
    const held = parts.get(document.collection) ?? []
    parts.set(document.collection, [...held, toIssuePart(toBody(document), service)])
  }
  return parts
}

/** When something was written: what was sent, else what it was, else now; always in UTC. */
export function createdDateOf(
  sent: { readonly createdDate?: string | undefined },
  { existing, environment }: WriteContext,
): string {
  const date = sent.createdDate ?? existing?.properties.createdDate ?? environment.clock.now()
  return new Date(date as string | number).toISOString()
}
