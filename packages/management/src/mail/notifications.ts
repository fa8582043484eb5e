import { defineMailTemplate, type MailTemplate } from './templates/define-mail-template.ts'

export interface Notification {
  readonly title: string
  readonly description: string
  /** What its recipients get; undefined = copies of what developers get. */
  readonly mail?: MailTemplate
}

const portal = '<a href="$DevPortalUrl" style="color:#1d4ed8">portal</a>'
const who = '$DevFirstName $DevLastName ($DevEmail)'
const developer = ['DevFirstName', 'DevLastName', 'DevEmail', 'OrganizationName', 'DevPortalUrl'] as const

/** What publishers are told of, by the names of the compatible service. @see reference: API Management, 5.4 */
export const notifications = {
  RequestPublisherNotificationMessage: define({
    title: 'Subscription requests (requiring approval)',
    description:
      'The following e-mail recipients and users will receive e-mail notifications about subscription requests for API products requiring approval.',
    subject: 'Subscription request for $ProdName from $DevFirstName $DevLastName',
    content: `
      <p>${who} asks for a subscription to <strong>$ProdName</strong>.</p>
      <p>You can approve or reject it under Subscriptions in the ${portal}.</p>`,
    parameters: [...developer, 'ProdName', 'ProdId'],
  }),
  PurchasePublisherNotificationMessage: define({
    title: 'New subscriptions',
    description:
      'The following e-mail recipients and users will receive e-mail notifications about new API product subscriptions.',
    subject: 'New subscription to $ProdName by $DevFirstName $DevLastName',
    content: `<p>${who} has a new subscription to <strong>$ProdName</strong>.</p>`,
    parameters: [...developer, 'ProdName', 'ProdId'],
  }),
  NewApplicationNotificationMessage: define({
    title: 'Application gallery requests',
    description:
      'The following e-mail recipients and users will receive e-mail notifications when new applications are submitted to the application gallery.',
    subject: 'Application $AppName was submitted to the gallery',
    content: `<p>${who} submitted the application <strong>$AppName</strong> to the application gallery.</p>`,
    parameters: [...developer, 'AppName', 'AppId'],
  }),
  BCC: {
    title: 'BCC',
    description:
      'The following e-mail recipients and users will receive e-mail blind carbon copies of all e-mails sent to developers.',
  },
  NewIssuePublisherNotificationMessage: define({
    title: 'New issue or comment',
    description:
      'The following e-mail recipients and users will receive e-mail notifications when a new issue or comment is submitted on the developer portal.',
    subject: '#if ($CommentText)New comment on $IssueName#{else}New issue: $IssueName#end',
    content: `
      #if ($CommentText)
      <p>$CommenterFirstName $CommenterLastName commented on the issue <strong>$IssueName</strong>:</p>
      <blockquote style="margin:16px 0;padding-left:16px;border-left:3px solid #d6d3d1">$CommentText</blockquote>
      #else
      <p>${who} reported the issue <strong>$IssueName</strong>.</p>
      #end
      <p>You can answer in the ${portal}.</p>`,
    parameters: [...developer, 'IssueName', 'IssueId', 'CommentText', 'CommenterFirstName', 'CommenterLastName'],
  }),
  AccountClosedPublisher: define({
    title: 'Close account message',
    description:
      'The following e-mail recipients and users will receive e-mail notifications when a developer closes their account.',
    subject: '$DevFirstName $DevLastName closed the account',
    content: `<p>${who} closed the account; its subscriptions are gone with it.</p>`,
    parameters: [...developer],
  }),
  QuotaLimitApproachingPublisherNotificationMessage: define({
    title: 'Approaching subscription quota limit',
    description:
      'The following e-mail recipients and users will receive e-mail notifications when subscription usage gets close to a usage quota.',
    subject: '$DevFirstName $DevLastName is approaching a quota of $ProdName',
    content: `
      <p>The subscription of ${who} to <strong>$ProdName</strong> comes near what it allows in one period.</p>
      #if ($CallsAlert)
      <p>Calls: <strong>$Calls</strong> of $CallQuota.</p>
      #end
      #if ($BandwidthAlert)
      <p>Data transferred: <strong>$Bandwidth</strong> of $BandwidthQuota kilobytes.</p>
      #end`,
    parameters: [
      ...developer,
      'ProdName',
      'ProdId',
      'QuotaResetDate',
      'Calls',
      'CallQuota',
      'CallsAlert',
      'Bandwidth',
      'BandwidthQuota',
      'BandwidthAlert',
    ],
  }),
} as const satisfies Record<string, Notification>

export type NotificationName = keyof typeof notifications

export const notificationNames = Object.keys(notifications) as readonly NotificationName[]

function define(mail: Parameters<typeof defineMailTemplate>[0]): Notification & { readonly mail: MailTemplate } {
  return { title: mail.title, description: mail.description, mail: defineMailTemplate(mail) }
}
