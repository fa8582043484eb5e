import {
  accountClosed,
  confirmSignUp,
  emailChange,
  inviteUser,
  newDeveloper,
  passwordReset,
  passwordResetByAdmin,
} from './account-mails.ts'
import { applicationApproved, newComment, newIssue } from './community-mails.ts'
import type { MailTemplate } from './define-mail-template.ts'
import {
  quotaApproaching,
  subscriptionActivated,
  subscriptionDeclined,
  subscriptionRequested,
} from './subscription-mails.ts'

/** The mails that developers get, by the names of the compatible service. @see reference: API Management, 1.12 */
export const mailTemplates = {
  AccountClosedDeveloper: accountClosed,
  ApplicationApprovedNotificationMessage: applicationApproved,
  ConfirmSignUpIdentityDefault: confirmSignUp,
  EmailChangeIdentityDefault: emailChange,
  InviteUserNotificationMessage: inviteUser,
  NewCommentNotificationMessage: newComment,
  NewDeveloperNotificationMessage: newDeveloper,
  NewIssueNotificationMessage: newIssue,
  PasswordResetByAdminNotificationMessage: passwordResetByAdmin,
  PasswordResetIdentityDefault: passwordReset,
  PurchaseDeveloperNotificationMessage: subscriptionActivated,
  QuotaLimitApproachingDeveloperNotificationMessage: quotaApproaching,
  RejectDeveloperNotificationMessage: subscriptionDeclined,
  RequestDeveloperNotificationMessage: subscriptionRequested,
} as const satisfies Record<string, MailTemplate>

export type MailTemplateName = keyof typeof mailTemplates

export const mailTemplateNames = Object.keys(mailTemplates) as readonly MailTemplateName[]
