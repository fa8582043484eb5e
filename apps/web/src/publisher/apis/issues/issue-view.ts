import type { IssueCommentProperties, IssueProperties } from '@sluice/contracts'
import type { Resource } from '../../../shared/api-client/resource.ts'
import type { StateKind } from '../../../shared/ui/values/StateLabel.tsx'

export interface AttachmentView {
  readonly title: string
  /** `link`, or a media type. */
  readonly contentFormat: string
  /** The address of a link; of a file only where it was asked for alone, in Base64. */
  readonly content?: string
}

/** An issue with what belongs to it. */
export interface IssueView extends IssueProperties {
  readonly comments?: readonly Resource<IssueCommentProperties>[]
  readonly attachments?: readonly Resource<AttachmentView>[]
}

export type IssueState = IssueProperties['state']

export const issueStateKinds: Readonly<Record<IssueState, StateKind>> = {
  proposed: 'waiting',
  open: 'warning',
  removed: 'off',
  resolved: 'done',
  closed: 'off',
}

/** Address of a link that may be followed; undefined for `javascript:` and the like, which strangers may have sent. */
export function safeLink(content: string | undefined): string | undefined {
  if (content === undefined || !URL.canParse(content)) return undefined
  return /^https?:$/.test(new URL(content).protocol) ? content : undefined
}
