import * as z from 'zod'

/** @see reference: API Management, 1.14 */
export const signinSettings = z.object({ enabled: z.boolean().default(false) })
export type SigninSettings = z.infer<typeof signinSettings>

/** @see reference: API Management, 1.14 */
export const signupSettings = z.object({
  enabled: z.boolean().default(true),
  termsOfService: z
    .object({
      enabled: z.boolean().default(false),
      consentRequired: z.boolean().default(false),
      text: z.string().nullable().optional(),
    })
    .default({ enabled: false, consentRequired: false }),
})
export type SignupSettings = z.infer<typeof signupSettings>

const delegationUrl = z
  .url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' })
  .nullable()
  .default(null)
/** Base64. */
const validationKey = z.base64({ error: 'must be Base64' }).min(1).max(1024)

/** @see reference: API Management, 1.14 and 5.3 (delegation request) */
export const delegationSettings = z.object({
  url: delegationUrl,
  validationKey: validationKey.optional(),
  subscriptions: z.object({ enabled: z.boolean().default(false) }).default({ enabled: false }),
  userRegistration: z.object({ enabled: z.boolean().default(false) }).default({ enabled: false }),
})
export type DelegationSettings = z.infer<typeof delegationSettings>

/** The three above as the newer portal reads them, and what only it knows. @see reference: API Management, 1.14 */
export const portalConfigProperties = z.object({
  enableBasicAuth: z.boolean().default(true),
  signin: z.object({ require: z.boolean().default(false) }).default({ require: false }),
  signup: z
    .object({
      termsOfService: z
        .object({ text: z.string().nullable().optional(), requireConsent: z.boolean().default(false) })
        .default({ requireConsent: false }),
    })
    .default({ termsOfService: { requireConsent: false } }),
  delegation: z
    .object({
      delegateRegistration: z.boolean().default(false),
      delegateSubscription: z.boolean().default(false),
      delegationUrl,
      validationKey: validationKey.nullable().optional(),
    })
    .default({ delegateRegistration: false, delegateSubscription: false, delegationUrl: null }),
  cors: z.object({ allowedOrigins: z.array(z.string()).default([]) }).default({ allowedOrigins: [] }),
  csp: z
    .object({
      mode: z.enum(['enabled', 'disabled', 'reportOnly']).default('disabled'),
      reportUri: z.array(z.string()).default([]),
      allowedSources: z.array(z.string()).default([]),
    })
    .default({ mode: 'disabled', reportUri: [], allowedSources: [] }),
})
export type PortalConfigProperties = z.infer<typeof portalConfigProperties>
