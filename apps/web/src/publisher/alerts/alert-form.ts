import { type AlertRuleProperties, alertKinds } from '@sluice/contracts'
import * as z from 'zod'
import { nameOfId } from '../../shared/api-client/identifier-of.ts'

/** What the form holds; fields are called like the properties that they are about. */
export const alertForm = z.object({
  displayName: z.string().max(100),
  description: z.string().max(1000),
  kind: z.enum(alertKinds),
  isEnabled: z.boolean(),
  /** Name of the API; empty = all of them. */
  apiId: z.string(),
  threshold: z.number(),
  endThreshold: z.number().min(0).nullable(),
  percentile: z.enum(['50', '95', '99']),
  measure: z.enum(['api', 'backend']),
  windowMinutes: z.number().int().min(1).max(1_440),
  minimumCalls: z.number().int().min(1).max(1_000_000),
  remindAfterHours: z.number().int().min(1).max(168).nullable(),
  /** ISO 8601; empty = everybody is told. */
  mutedUntil: z.string(),
  /** With commas between them. */
  emails: z.string(),
  notifiesDeveloper: z.boolean(),
  notifiesPublishers: z.boolean(),
  webhookUrl: z.string().max(2_000),
  /** Empty = as it was. */
  webhookSecret: z.string().max(256),
})
export type AlertForm = z.infer<typeof alertForm>

export const isOfCalls = (kind: AlertForm['kind']): boolean => kind === 'errorRate' || kind === 'latency'
const isShare = (kind: AlertForm['kind']): boolean => kind === 'quota' || kind === 'errorRate'

export const toEmails = (text: string): readonly string[] =>
  text
    .split(/[,;\s]+/)
    .map((address) => address.trim())
    .filter((address) => address !== '')

/** The same with what a save asks for, said in the words of the page. */
export const checkedAlertForm = (texts: {
  readonly name: string
  readonly threshold: string
  readonly emails: string
  readonly webhook: string
}) =>
  alertForm.superRefine(({ displayName, kind, threshold, emails, webhookUrl }, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (displayName.trim() === '') refuse('displayName', texts.name)
    if (!(threshold > 0) || (isShare(kind) && threshold > 100)) refuse('threshold', texts.threshold)
    if (toEmails(emails).some((address) => !/^[^@\s]+@[^@\s]+$/.test(address))) refuse('emails', texts.emails)
    if (webhookUrl.trim() !== '' && !/^https?:\/\/\S+$/i.test(webhookUrl.trim())) refuse('webhookUrl', texts.webhook)
  })

export const emptyAlert: AlertForm = {
  displayName: '',
  description: '',
  kind: 'errorRate',
  isEnabled: true,
  apiId: '',
  threshold: 5,
  endThreshold: null,
  percentile: '95',
  measure: 'api',
  windowMinutes: 5,
  minimumCalls: 20,
  remindAfterHours: 24,
  mutedUntil: '',
  emails: '',
  notifiesDeveloper: true,
  notifiesPublishers: true,
  webhookUrl: '',
  webhookSecret: '',
}

export const toForm = (rule: AlertRuleProperties): AlertForm => ({
  displayName: rule.displayName,
  description: rule.description ?? '',
  kind: rule.kind,
  isEnabled: rule.isEnabled,
  apiId: nameOfId(rule.apiId ?? ''),
  threshold: rule.threshold,
  endThreshold: rule.endThreshold ?? null,
  percentile: `${rule.percentile}`,
  measure: rule.measure,
  windowMinutes: rule.windowMinutes,
  minimumCalls: rule.minimumCalls,
  remindAfterHours: rule.remindAfterHours,
  mutedUntil: rule.mutedUntil ?? '',
  emails: rule.emails.join(', '),
  notifiesDeveloper: rule.notifiesDeveloper,
  notifiesPublishers: rule.notifiesPublishers,
  webhookUrl: rule.webhookUrl ?? '',
  // Secrets are not told.
  webhookSecret: '',
})

/** What is sent; a secret only where one was typed. */
export function toProperties(form: AlertForm): Record<string, unknown> {
  const { kind, apiId, percentile, emails, webhookUrl, webhookSecret, mutedUntil, description, ...rest } = form
  return {
    ...rest,
    displayName: rest.displayName.trim(),
    description: description.trim() || null,
    kind,
    apiId: isOfCalls(kind) && apiId !== '' ? `/apis/${apiId}` : null,
    percentile: Number(percentile),
    mutedUntil: mutedUntil || null,
    emails: toEmails(emails),
    webhookUrl: webhookUrl.trim() || null,
    ...(webhookSecret === '' ? {} : { webhookSecret }),
  }
}
