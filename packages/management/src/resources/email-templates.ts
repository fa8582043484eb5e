import { type EmailTemplateProperties, emailAddress, emailTemplateProperties, type Fault } from '@sluice/contracts'
import * as z from 'zod'
import { defineResource } from '../arm/define-resource.ts'
import { assertNoFaults } from '../arm/faults.ts'
import { previewTemplate } from '../mail/preview-template.ts'
import { queueTestMail } from '../mail/queue-mail.ts'
import { parseTemplate } from '../mail/template-language/parse-template.ts'
import type { MailValues } from '../mail/template-language/render-template.ts'
import type { MailTemplate } from '../mail/templates/define-mail-template.ts'
import { type MailTemplateName, mailTemplateNames, mailTemplates } from '../mail/templates/index.ts'
import { mailParameters } from '../mail/templates/parameters.ts'
import { toPlainText } from '../mail/to-plain-text.ts'

const templateName = z
  .string()
  .refine(
    (name) => mailTemplateNames.some((known) => known.toLowerCase() === name.toLowerCase()),
    `must be one of ${mailTemplateNames.join(', ')}`,
  )

/** Text of a template that is not saved yet; default: what is. */
const draft = {
  subject: emailTemplateProperties.shape.subject,
  body: emailTemplateProperties.shape.body,
  /** Values in place of the samples. */
  parameters: z.record(z.string(), z.unknown()).default({}),
}
const previewContract = z.object(draft)
const testContract = z.object({ ...draft, to: emailAddress })

/** Kept is only what was changed. @see reference: API Management, 1.12 */
export const emailTemplates = defineResource({
  type: 'Microsoft.ApiManagement/service/templates',
  title: 'EmailTemplate',
  path: '/templates/{templateName}',
  identifiers: { templateName },
  contract: emailTemplateProperties,
  // Mails hold links that open accounts, those of administrators too: whoever writes the texts could lead them elsewhere.
  access: { read: 'analyst', write: 'administrator' },
  defaults: Object.fromEntries(mailTemplateNames.map((name) => [name, {}])),
  async prepare(template) {
    assertUsable(template)
    return { properties: template }
  },
  toView({ path, properties }) {
    const current = currentOf(path, properties)
    return {
      ...current,
      isDefault: Object.keys(properties).length === 0,
      parameters: properties.parameters ?? current.parameters.map(describeParameter),
    }
  },
  actions: {
    preview: {
      access: 'analyst',
      contract: previewContract,
      async run({ environment, transaction, service, path, existing, body }) {
        const { parameters, ...changed } = readDraft(previewContract, body)
        const template = currentOf(path, { ...existing.properties, ...changed })
        const reading = { environment, reader: transaction, service }
        const { subject, html } = await previewTemplate(reading, template, parameters as MailValues)
        return { subject, body: html, text: toPlainText(html) }
      },
    },
    sendTest: {
      contract: testContract,
      async run(context) {
        const { to, parameters, ...changed } = readDraft(testContract, context.body)
        const template = currentOf(context.path, { ...context.existing.properties, ...changed })
        const reading = { environment: context.environment, reader: context.transaction, service: context.service }
        const rendered = await previewTemplate(reading, template, parameters as MailValues)
        return { mailId: await queueTestMail(context, nameIn(context.path), to, rendered) }
      },
    },
  },
})

/** What is sent with undefined members taken out: they are what is saved. @throws AppError `ValidationError` */
function readDraft<Contract extends z.ZodType<EmailTemplateDraft>>(_: Contract, body: unknown): z.infer<Contract> {
  const sent = body as z.infer<Contract>
  assertUsable(sent)
  return Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined)) as z.infer<Contract>
}

interface EmailTemplateDraft {
  readonly subject?: string | undefined
  readonly body?: string | undefined
}

function nameIn(path: string): MailTemplateName {
  const found = mailTemplateNames.find((name) => path.toLowerCase() === `/templates/${name.toLowerCase()}`)
  if (found === undefined) throw new Error(`There is no mail template at ${path}.`)
  return found
}

const currentOf = (path: string, changed: Omit<EmailTemplateProperties, 'parameters'>): MailTemplate => {
  const standard = mailTemplates[nameIn(path)]
  const { subject, title, description, body } = changed
  return {
    subject: subject ?? standard.subject,
    title: title ?? standard.title,
    description: description ?? standard.description,
    body: body ?? standard.body,
    parameters: standard.parameters,
  }
}

const describeParameter = (name: keyof typeof mailParameters) => {
  const { title, description } = mailParameters[name]
  return { name, title, description }
}

/** @throws AppError `ValidationError` with the places in subject and body */
function assertUsable({ subject = '', body = '' }: EmailTemplateDraft): void {
  const faultsIn = (field: string, text: string): Fault[] =>
    parseTemplate(text).faults.map(({ line, column, message }) => ({
      code: 'ValidationError',
      target: `properties.${field}, line ${line}, column ${column}`,
      message: `Error in '${field}' on line ${line}, column ${column}: ${message}`,
    }))
  assertNoFaults([...faultsIn('subject', subject), ...faultsIn('body', body)])
}
