import { defineMailTemplate, greeting, portalLink } from './define-mail-template.ts'

const developer = ['DevFirstName', 'DevLastName', 'OrganizationName', 'DevPortalUrl'] as const
const product = ['ProdName', 'ProdId'] as const

const contents = `
  #if ($Apis)
  <p>It contains:</p>
  <ul>
  #foreach ($api in $Apis)
  <li>$api.Name#if ($api.Operations): #foreach ($operation in $api.Operations)$operation.Name#if ($foreach.hasNext), #end#end#end</li>
  #end
  </ul>
  #end`

export const subscriptionActivated = defineMailTemplate({
  title: 'New subscription activated',
  description: 'Developers receive this mail when a subscription of theirs becomes active.',
  subject: 'Your subscription to the $ProdName',
  content: `
    ${greeting}
    <p>Your subscription to <strong>$ProdName</strong> is active#if ($SubStartDate) since $SubStartDate#end#if ($SubTerm), $SubTerm#end.</p>
    ${contents}
    <p>Its keys are on your profile page in the ${portalLink}. Send one of them with each call, in the header <code>Ocp-Apim-Subscription-Key</code>.</p>`,
  parameters: [...developer, ...product, 'SubStartDate', 'SubTerm', 'SubPrimaryKey', 'Apis'],
})

export const subscriptionDeclined = defineMailTemplate({
  title: 'Subscription request declined',
  description: 'Developers receive this mail when their request for a subscription is declined.',
  subject: 'Your subscription request for the $ProdName',
  content: `
    ${greeting}
    <p>We are sorry that we cannot grant your request for a subscription to <strong>$ProdName</strong>.</p>
    #if ($SubDeclineReason)
    <p>The reason:</p>
    <blockquote style="margin:16px 0;padding-left:16px;border-left:3px solid #d6d3d1">$SubDeclineReason</blockquote>
    #end
    <p>Our other products are in the ${portalLink}.</p>`,
  parameters: [...developer, ...product, 'SubDeclineReason'],
})

export const subscriptionRequested = defineMailTemplate({
  title: 'Subscription request received',
  description: 'Developers receive this mail when they ask for a subscription to a product that requires approval.',
  subject: 'Your subscription request for the $ProdName',
  content: `
    ${greeting}
    <p>Thank you for your interest in <strong>$ProdName</strong>. We received your request for a subscription and will look at it.</p>
    ${contents}
    <p>You will get a mail as soon as it is decided.</p>`,
  parameters: [...developer, ...product, 'Apis'],
})

export const quotaApproaching = defineMailTemplate({
  title: 'Developer quota limit approaching notification',
  description: 'Developers receive this mail when a subscription of theirs comes near a quota.',
  subject: 'You are approaching an API quota limit',
  content: `
    ${greeting}
    <p>Your subscription to <strong>$ProdName</strong> comes near what it allows in one period.</p>
    #if ($CallsAlert)
    <p>Calls: <strong>$Calls</strong> of $CallQuota.</p>
    #end
    #if ($BandwidthAlert)
    <p>Data transferred: <strong>$Bandwidth</strong> of $BandwidthQuota kilobytes.</p>
    #end
    <p>#if ($QuotaResetDate)The quota begins anew on $QuotaResetDate. #{end}Beyond it, calls are refused until the next period begins.</p>`,
  parameters: [
    ...developer,
    ...product,
    'QuotaResetDate',
    'Calls',
    'CallQuota',
    'CallsAlert',
    'Bandwidth',
    'BandwidthQuota',
    'BandwidthAlert',
  ],
})
