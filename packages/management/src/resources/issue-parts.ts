import type { ResourceBody } from '../arm/define-resource.ts'
import { nameOf, type ServiceIdentity, toServiceId } from '../arm/identity.ts'

const issueType = 'Microsoft.ApiManagement/service/apis/issues'
export const commentType = `${issueType}/comments`
export const attachmentType = `${issueType}/attachments`

/** A comment or an attachment as an issue shows it: of a file everything but what is in it. */
export interface IssuePart {
  readonly id: string
  readonly type: string
  readonly name: string
  readonly properties: Readonly<Record<string, unknown>>
}

export function toIssuePart({ path, properties }: ResourceBody, service: ServiceIdentity): IssuePart {
  const serviceId = toServiceId(service)
  const { userId, ...rest } = properties
  return {
    id: `${serviceId}${path}`,
    type: path.includes('/comments/') ? commentType : attachmentType,
    name: nameOf(path),
    properties: { ...rest, ...(typeof userId === 'string' ? { userId: `${serviceId}${userId}` } : {}) },
  }
}
