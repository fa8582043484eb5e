import type { MailValue } from '../template-language/render-template.ts'

interface ParameterNotes {
  readonly title: string
  readonly description: string
  /** What a preview shows when nothing else is given. */
  readonly sample: MailValue
  /** Opens something: never in a subject, and no copies of mails that hold it. */
  readonly isSecret?: true
}

const note = (title: string, description: string, sample: MailValue): ParameterNotes => ({ title, description, sample })

/** Every parameter that a mail template can have. @see reference: API Management, 1.12 */
export const mailParameters = {
  DevFirstName: note('Developer first name', 'First name of the developer.', 'Anna'),
  DevLastName: note('Developer last name', 'Last name of the developer.', 'Berg'),
  DevEmail: note('Developer e-mail', 'E-mail address of the developer.', 'anna@example.com'),
  DevUsername: note('Developer user name', 'Name that the developer signs in with.', 'anna@example.com'),
  DevPassword: {
    ...note('Developer password', 'Password that was made for the developer.', 'example password'),
    isSecret: true,
  },
  OrganizationName: note('Organization name', 'Name of the organization that publishes the APIs.', 'Contoso'),
  DevPortalUrl: note('Developer portal URL', 'Address of the developer portal.', 'https://portal.example.com'),
  ConfirmUrl: {
    ...note(
      'Confirmation URL',
      'Link with which the recipient confirms or sets a password.',
      'https://portal.example.com/confirm',
    ),
    isSecret: true,
  },
  IdentityProvider: note('Identity provider', 'What the developer signs in with.', 'Basic'),
  ProdName: note('Product name', 'Name of the product.', 'Starter'),
  ProdId: note('Product identifier', 'Identifier of the product.', 'starter'),
  SubStartDate: note('Subscription start date', 'Day from which on the subscription is active.', '5 January 2026'),
  SubTerm: note(
    'Subscription term',
    'How long the subscription lasts; empty without an end.',
    'until 31 December 2026',
  ),
  SubPrimaryKey: {
    ...note('Subscription primary key', 'Primary key of the subscription.', '0123456789abcdef0123456789abcdef'),
    isSecret: true,
  },
  SubDeclineReason: note(
    'Reason for declining',
    'Why the subscription was declined.',
    'Please name your company in your request.',
  ),
  AppName: note('Application name', 'Name of the application.', 'Weather on the Wall'),
  AppId: note('Application identifier', 'Identifier of the application.', 'weather-on-the-wall'),
  IssueName: note('Issue name', 'Title of the issue.', 'Answers come late'),
  IssueId: note('Issue identifier', 'Identifier of the issue.', 'answers-come-late'),
  CommentText: note('Comment text', 'What the comment says.', 'We are looking into it.'),
  CommenterFirstName: note('Commenter first name', 'First name of who wrote the comment.', 'Ben'),
  CommenterLastName: note('Commenter last name', 'Last name of who wrote the comment.', 'Falk'),
  QuotaResetDate: note('Quota reset date', 'When the quota begins anew.', '12 January 2026, 00:00 UTC'),
  Calls: note('Calls', 'Calls made in this period.', 90),
  CallQuota: note('Call quota', 'Calls allowed in one period.', 100),
  CallsAlert: note('Calls alert', 'True when the calls are near their quota.', true),
  Bandwidth: note('Bandwidth', 'Kilobytes transferred in this period.', 812),
  BandwidthQuota: note('Bandwidth quota', 'Kilobytes allowed in one period.', 10240),
  BandwidthAlert: note('Bandwidth alert', 'True when the bandwidth is near its quota.', false),
  Apis: note('APIs', 'APIs of the product with their operations: $api.Name, $api.Operations, $operation.Name.', [
    { Name: 'Echo API', Operations: [{ Name: 'Retrieve resource' }, { Name: 'Create resource' }] },
  ]),
  AlertTitle: note('Alert title', 'What an alert says in one line.', 'High error rate: 12 % of calls failed'),
  AlertText: note(
    'Alert text',
    'What was measured, and where the limit is.',
    '12 % of the calls of the last 5 minutes failed.',
  ),
  AlertUrl: note('Alert address', 'Page that shows more.', 'https://portal.example.com/publisher/contoso'),
} as const satisfies Record<string, ParameterNotes>

export type MailParameter = keyof typeof mailParameters

/** Whether a value under this name must not be seen by anyone but the recipient. */
export const isSecretParameter = (name: string): boolean =>
  Object.hasOwn(mailParameters, name) && (mailParameters as Record<string, ParameterNotes>)[name]?.isSecret === true
