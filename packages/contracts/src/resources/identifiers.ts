import * as z from 'zod'

/** No `* # & + : < > ?`: the pattern of most identifiers. @see reference: API Management, 1.1 */
const plain = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^*#&+:<>?]+$/, 'must not hold any of * # & + : < > ?')

const anyText = (max: number) => z.string().min(1).max(max)

export const serviceName = z
  .string()
  .min(1)
  .max(50)
  .regex(
    /^[a-zA-Z](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/,
    'must begin with a letter, end with a letter or digit and hold only letters, digits and hyphens',
  )
export const apiId = plain(256)
export const operationId = anyText(80)
export const productId = anyText(256)
export const groupId = anyText(256)
export const userId = anyText(80)
export const subscriptionId = plain(256)
export const versionSetId = plain(80)
export const releaseId = plain(80)
export const tagId = plain(80)
export const tagDescriptionId = plain(80)
export const documentationId = plain(256)
export const apiSchemaId = anyText(80)
export const toolId = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[A-Za-z0-9_.-]+$/, 'must hold only letters, digits, underscores, hyphens and dots')
export const issueId = plain(256)
export const issueCommentId = plain(256)
export const issueAttachmentId = plain(256)
export const policyId = z.literal('policy', { error: "must be 'policy'" })
export const namedValueId = plain(256)
export const alertRuleId = plain(80)
export const loggerId = plain(256)
export const certificateId = plain(80)
export const cacheId = plain(80)
export const diagnosticId = z.enum(['applicationinsights', 'azuremonitor', 'local'])
export const schemaId = anyText(80)
export const policyRestrictionId = anyText(80)
export const backendId = anyText(80).refine(
  (id) => id.toLowerCase() !== 'dapr',
  "must not be 'Dapr', which is reserved",
)
export const policyFragmentId = z
  .string()
  .min(1)
  .max(80)
  .regex(/^\w+$|^\w[\w-]+\w$/, 'must hold only letters, digits, underscores and, inside, hyphens')

export const authorizationServerId = plain(80)
export const openidConnectProviderId = plain(256)
export const portalConfigId = z.string().regex(/^default$/i, "must be 'default'")
