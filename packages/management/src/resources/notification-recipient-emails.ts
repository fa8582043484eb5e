import { emailAddress, recipientEmailProperties } from '@sluice/contracts'
import { defineResource } from '../arm/define-resource.ts'
import { nameOf } from '../arm/identity.ts'
import { notificationName } from './notifications.ts'

/** Addresses that a notification goes to. @see reference: API Management, 4.3 */
export const notificationRecipientEmails = defineResource({
  type: 'Microsoft.ApiManagement/service/notifications/recipientEmails',
  title: 'RecipientEmail',
  path: '/notifications/{notificationName}/recipientEmails/{email}',
  identifiers: { notificationName, email: emailAddress.max(254) },
  contract: recipientEmailProperties,
  access: { read: 'analyst', write: 'administrator' },
  verbs: ['put', 'delete'],
  isFact: true,
  toView: ({ path }) => ({ email: nameOf(path) }),
})
