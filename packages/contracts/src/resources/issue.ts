import * as z from 'zod'

export const issueStates = ['proposed', 'open', 'removed', 'resolved', 'closed'] as const

/** @see reference: API Management, 1.14 */
export const issueProperties = z.object({
  title: z.string().min(1),
  description: z.string().min(1),
  userId: z.string().min(1),
  state: z.enum(issueStates).default('proposed'),
  createdDate: z.iso
    .datetime({ offset: true, error: 'must be a time with its zone, such as 2024-05-01T08:00:00Z' })
    .optional(),
  apiId: z.string().nullable().optional(),
})
export type IssueProperties = z.infer<typeof issueProperties>

/** @see reference: API Management, 1.14 */
export const issueCommentProperties = z.object({
  text: z.string().min(1),
  userId: z.string().min(1),
  createdDate: issueProperties.shape.createdDate,
})
export type IssueCommentProperties = z.infer<typeof issueCommentProperties>

/** @see reference: API Management, 1.14 */
export const issueAttachmentProperties = z.object({
  title: z.string().min(1),
  contentFormat: z.string().min(1).max(200).describe("'link', or the MIME type of what 'content' holds in Base64"),
  content: z.string().min(1),
})
export type IssueAttachmentProperties = z.infer<typeof issueAttachmentProperties>
