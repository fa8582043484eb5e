import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { notifications } from '../notifications.ts'
import { escapeHtml } from '../template-language/escape-html.ts'
import { parseTemplate } from '../template-language/parse-template.ts'
import { renderTemplate } from '../template-language/render-template.ts'
import { linksOf, toPlainText } from '../to-plain-text.ts'
import { mailTemplateNames, mailTemplates } from './index.ts'
import { mailParameters } from './parameters.ts'

const all = [
  ...Object.entries(mailTemplates),
  ...Object.entries(notifications).flatMap(([name, notification]) =>
    'mail' in notification ? [[name, notification.mail] as const] : [],
  ),
]

describe('the templates of mails', () => {
  it.each(all)('%s can be read, is XML and names only parameters that it has', (_, { subject, body, parameters }) => {
    for (const text of [subject, body]) expect(parseTemplate(text).faults).toEqual([])
    const xml = new SaxesParser()
    xml.on('error', (error) => expect(error).toBeUndefined())
    xml.write(body).close()
    const named = [...`${subject} ${body}`.matchAll(/\$([A-Z]\w*)/g)].map(([, name]) => name)
    expect(named.filter((name) => !(parameters as readonly (string | undefined)[]).includes(name))).toEqual([])
  })

  it.each(all)('%s leaves nothing unsaid when it has its values', (_, { subject, body, parameters }) => {
    const values = Object.fromEntries(parameters.map((name) => [name, mailParameters[name].sample]))
    for (const text of [subject, body]) {
      expect(renderTemplate(parseTemplate(text).nodes, values, { encode: escapeHtml })).not.toMatch(
        /[$#][a-z]+\b(?!;)/i,
      )
    }
  })

  it('are the fourteen of the compatible service, with its subjects', () => {
    expect(mailTemplateNames).toHaveLength(14)
    expect(mailTemplates.InviteUserNotificationMessage.subject).toBe(
      'You are invited to join the $OrganizationName developer network',
    )
  })

  it('read well as plain text', () => {
    const values = Object.fromEntries(Object.entries(mailParameters).map(([name, { sample }]) => [name, sample]))
    const html = renderTemplate(parseTemplate(mailTemplates.PurchaseDeveloperNotificationMessage.body).nodes, values, {
      encode: escapeHtml,
    })
    expect(toPlainText(html)).toBe(
      `Dear Anna Berg,

Your subscription to Starter is active since 5 January 2026, until 31 December 2026.

It contains:

- Echo API: Retrieve resource, Create resource

Its keys are on your profile page in the developer portal (https://portal.example.com). Send one of them with each call, in the header Ocp-Apim-Subscription-Key.

Best regards,
The Contoso API team`,
    )
    expect(linksOf(html)).toEqual(['https://portal.example.com'])
  })
})
