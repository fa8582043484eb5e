import { button, defineMailTemplate } from '../mail/templates/define-mail-template.ts'

/** What the addresses of a rule get. */
export const alertMail = defineMailTemplate({
  title: 'Alert',
  description: 'The addresses of an alert rule receive this mail when the rule fires, and when it ends.',
  subject: '$AlertTitle',
  content: `
    <p><strong>$AlertTitle</strong></p>
    <p>$AlertText</p>
    ${button('$AlertUrl', 'Open the portal')}`,
  parameters: ['AlertTitle', 'AlertText', 'AlertUrl', 'OrganizationName'],
})
