import type { IssueProperties } from '@sluice/contracts'
import type { Resource, ResourceList } from '../../shared/api-client/resource.ts'
import type { StateKind } from '../../shared/ui/values/StateLabel.tsx'
import { developerQuery } from '../developer-api.ts'

/** Who wrote something; nobody else is named. */
export type Author = 'self' | 'publisher' | 'developer'

export interface IssueView {
  readonly title: string
  readonly description: string
  readonly state: IssueProperties['state']
  readonly createdDate?: string
  /** Full identifier. */
  readonly apiId: string
  readonly author: Author
  readonly comments?: readonly Resource<{
    readonly text: string
    readonly author: Author
    readonly createdDate?: string
  }>[]
  readonly attachments?: readonly Attachment[]
}
export type Issue = Resource<IssueView>
export type Attachment = Resource<{
  readonly title: string
  /** `link`, or the type of a file. */
  readonly contentFormat: string
  /** A list has it for links only; of a file it is Base64. */
  readonly content?: string
}>

export const toIssuePath = (api: string, issue: string): string =>
  `/apis/${encodeURIComponent(api)}/issues/${encodeURIComponent(issue)}`

export const issueQuery = (service: string, api: string, issue: string) =>
  developerQuery<Issue>(service, toIssuePath(api, issue))

export const issuesQuery = (
  service: string,
  api: string | undefined,
  query: Record<string, string | number | undefined>,
) =>
  developerQuery<ResourceList<IssueView>>(
    service,
    api === undefined ? '/issues' : `/apis/${encodeURIComponent(api)}/issues`,
    query,
  )

export const issueStateKinds = {
  proposed: 'waiting',
  open: 'running',
  removed: 'off',
  resolved: 'done',
  closed: 'off',
} as const satisfies Record<IssueProperties['state'], StateKind>
