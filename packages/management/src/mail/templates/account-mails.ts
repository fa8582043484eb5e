import { button, defineMailTemplate, greeting, portalLink } from './define-mail-template.ts'

const developer = ['DevFirstName', 'DevLastName', 'OrganizationName', 'DevPortalUrl'] as const

export const confirmSignUp = defineMailTemplate({
  title: 'New developer account confirmation',
  description: 'Developers receive this mail after they signed up, to confirm their e-mail address.',
  subject: 'Please confirm your new $OrganizationName API account',
  content: `
    ${greeting}
    <p>Thank you for signing up for the $OrganizationName API. Please confirm that this e-mail address is yours; your account is active from then on.</p>
    ${button('$ConfirmUrl', 'Confirm my account')}
    <p>If you did not sign up, you need not do anything: without confirmation the account cannot be used.</p>`,
  parameters: [...developer, 'ConfirmUrl'],
})

export const emailChange = defineMailTemplate({
  title: 'E-mail address change confirmation',
  description: 'Developers receive this mail at their new e-mail address, to confirm the change.',
  subject: 'Please confirm the new email associated with your $OrganizationName API account',
  content: `
    ${greeting}
    <p>Please confirm that you want to use this e-mail address with your $OrganizationName API account.</p>
    ${button('$ConfirmUrl', 'Confirm this address')}
    <p>If you did not ask for this change, please tell us; until it is confirmed, the old address stays.</p>`,
  parameters: [...developer, 'ConfirmUrl'],
})

export const inviteUser = defineMailTemplate({
  title: 'Invite user',
  description: 'People whom an administrator invites receive this mail, with the link to set their password.',
  subject: 'You are invited to join the $OrganizationName developer network',
  content: `
    ${greeting}
    <p>An account for the $OrganizationName API was made for you. Please follow the link within two days and choose a password.</p>
    ${button('$ConfirmUrl', 'Accept the invitation')}
    <p>After that you can read about the APIs, try them and subscribe to them in the ${portalLink}.</p>`,
  parameters: [...developer, 'ConfirmUrl'],
})

export const newDeveloper = defineMailTemplate({
  title: 'New developer account created',
  description: 'Developers receive this mail when their account is ready to be used.',
  subject: 'Welcome to the $OrganizationName API!',
  content: `
    ${greeting}
    <p>Welcome! Your $OrganizationName API account is ready.</p>
    <p>You sign in as <strong>$DevUsername</strong>.</p>
    #if ($DevPassword)
    <p>Your first password is <strong>$DevPassword</strong> &#8212; please change it after you signed in.</p>
    #end
    <p>In the ${portalLink} you find the documentation of the APIs, can try them in your browser, and subscribe to the products that contain them.</p>`,
  parameters: [...developer, 'DevEmail', 'DevUsername', 'DevPassword', 'IdentityProvider'],
})

export const passwordResetByAdmin = defineMailTemplate({
  title: 'Password reset by an administrator',
  description: 'Developers receive this mail when an administrator gave them a new password.',
  subject: 'Your password was reset',
  content: `
    ${greeting}
    <p>An administrator of the $OrganizationName API gave you a new password.</p>
    #if ($DevPassword)
    <p>It is <strong>$DevPassword</strong> &#8212; please change it after you signed in.</p>
    #end
    <p>You sign in at the ${portalLink}.</p>`,
  parameters: [...developer, 'DevPassword'],
})

export const passwordReset = defineMailTemplate({
  title: 'Password change confirmation',
  description: 'Developers receive this mail when they ask for a new password, with the link to set it.',
  subject: 'Your password change request',
  content: `
    ${greeting}
    <p>Somebody, probably you, asked for a new password of your $OrganizationName API account. Please follow this link to choose one.</p>
    ${button('$ConfirmUrl', 'Choose a new password')}
    <p>If it was not you, you need not do anything: your password stays as it is.</p>`,
  parameters: [...developer, 'ConfirmUrl'],
})

export const accountClosed = defineMailTemplate({
  title: 'Developer farewell letter',
  description: 'Developers receive this mail after they closed their account.',
  subject: 'Thank you for using the $OrganizationName API!',
  content: `
    ${greeting}
    <p>Your $OrganizationName API account is closed, and its subscription keys no longer work.</p>
    <p>Thank you for having used our APIs. Should you want to come back, you are welcome to sign up again at the ${portalLink}.</p>`,
  parameters: [...developer],
})
