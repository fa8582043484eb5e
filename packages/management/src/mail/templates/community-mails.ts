import { defineMailTemplate, greeting, portalLink } from './define-mail-template.ts'

const developer = ['DevFirstName', 'DevLastName', 'OrganizationName', 'DevPortalUrl'] as const
const quote = 'margin:16px 0;padding-left:16px;border-left:3px solid #d6d3d1'

export const applicationApproved = defineMailTemplate({
  title: 'Application gallery submission approved',
  description: 'Developers receive this mail when their application is published in the application gallery.',
  subject: 'Your application $AppName is published in the application gallery',
  content: `
    ${greeting}
    <p>Good news: your application <strong>$AppName</strong> is now in the application gallery of the ${portalLink}, where everyone can find it.</p>`,
  parameters: [...developer, 'AppName', 'AppId'],
})

export const newComment = defineMailTemplate({
  title: 'New comment added to an issue',
  description: 'Developers receive this mail when somebody comments on an issue of theirs.',
  subject: '$IssueName issue has a new comment',
  content: `
    ${greeting}
    <p>$CommenterFirstName $CommenterLastName commented on your issue <strong>$IssueName</strong>:</p>
    <blockquote style="${quote}">$CommentText</blockquote>
    <p>You can answer in the ${portalLink}.</p>`,
  parameters: [...developer, 'IssueName', 'IssueId', 'CommentText', 'CommenterFirstName', 'CommenterLastName'],
})

export const newIssue = defineMailTemplate({
  title: 'New issue received',
  description: 'Developers receive this mail when they reported an issue.',
  subject: 'Your request $IssueName was received',
  content: `
    ${greeting}
    <p>Thank you for telling us about <strong>$IssueName</strong>. We received it and will look into it.</p>
    <p>You will get a mail when somebody comments on it. Its state is in the ${portalLink}.</p>`,
  parameters: [...developer, 'IssueName', 'IssueId'],
})
