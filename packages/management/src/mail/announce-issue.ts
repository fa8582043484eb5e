import type { IssueCommentProperties, IssueProperties } from '@sluice/contracts'
import { toBody, type WriteContext } from '../arm/define-resource.ts'
import { nameOf } from '../arm/identity.ts'
import { findUser } from './mail-values.ts'
import { notifyPublishers, queueMail } from './queue-mail.ts'

/** Mails go out only where the request asks for them with `notify=true`: what is imported was told of long ago. */
const isAsked = ({ query }: WriteContext) => query.get('notify')?.toLowerCase() === 'true'

/** Tells the author that a new issue was received, and the publishers that there is one. */
export async function announceIssue(context: WriteContext): Promise<void> {
  const issue = isAsked(context) ? await context.transaction.get(context.key) : undefined
  if (issue === undefined) return
  const { title, userId } = toBody<IssueProperties>(issue).properties
  const parameters = { IssueName: title, IssueId: nameOf(context.path) }
  await queueMail(context, { template: 'NewIssueNotificationMessage', to: { userId: nameOf(userId) }, parameters })
  await notifyPublishers(context, 'NewIssuePublisherNotificationMessage', { userId: nameOf(userId), parameters })
}

/** Tells the author of an issue, and the publishers, of a comment by somebody else. */
export async function announceComment(context: WriteContext): Promise<void> {
  const { transaction, service, key } = context
  if (!isAsked(context)) return
  const comment = await transaction.get(key)
  const issue = await transaction.get(key.slice(0, key.lastIndexOf('/comments/')))
  if (comment === undefined || issue === undefined) return
  const { text, userId: commenterId } = toBody<IssueCommentProperties>(comment).properties
  const { title, userId: authorId } = toBody<IssueProperties>(issue).properties
  const commenter = await findUser(transaction, service, nameOf(commenterId))
  const parameters = {
    IssueName: title,
    IssueId: nameOf(issue.key),
    CommentText: text,
    CommenterFirstName: commenter?.firstName,
    CommenterLastName: commenter?.lastName,
  }
  if (commenterId !== authorId) {
    await queueMail(context, {
      template: 'NewCommentNotificationMessage',
      to: { userId: nameOf(authorId) },
      parameters,
    })
  }
  await notifyPublishers(context, 'NewIssuePublisherNotificationMessage', { userId: nameOf(authorId), parameters })
}
