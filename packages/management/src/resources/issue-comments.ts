import { identifiers, issueCommentProperties } from '@sluice/contracts'
import { defineResource } from '../arm/define-resource.ts'
import { nameOf } from '../arm/identity.ts'
import { commentType, toIssuePart } from './issue-parts.ts'
import { createdDateOf } from './issues.ts'
import { resolveUser } from './user-reference.ts'

/** @see reference: API Management, 1.14 */
export const issueComments = defineResource({
  type: commentType,
  title: 'Comment',
  path: '/apis/{apiId}/issues/{issueId}/comments/{commentId}',
  identifiers: { apiId: identifiers.apiId, issueId: identifiers.issueId, commentId: identifiers.issueCommentId },
  contract: issueCommentProperties,
  verbs: ['put', 'delete'],
  filterable: ['name', 'userId', 'text', 'createdDate'],
  filterFields: { userId: { path: ['properties', 'userId'], toStored: (id) => `/users/${nameOf(id)}` } },
  prepare: async (comment, context) => ({
    properties: {
      ...comment,
      userId: await resolveUser(comment.userId, context),
      createdDate: createdDateOf(comment, context),
    },
  }),
  toView: (body, { service }) => toIssuePart(body as never, service).properties,
})
