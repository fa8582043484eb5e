import { AppError, identifiers, recipientUserProperties } from '@sluice/contracts'
import { defineResource } from '../arm/define-resource.ts'
import { nameOf, toKey, toServiceId } from '../arm/identity.ts'
import { notificationName } from './notifications.ts'

/** Users whom a notification goes to; they go with the user. @see reference: API Management, 4.3 */
export const notificationRecipientUsers = defineResource({
  type: 'Microsoft.ApiManagement/service/notifications/recipientUsers',
  title: 'RecipientUser',
  path: '/notifications/{notificationName}/recipientUsers/{userId}',
  identifiers: { notificationName, userId: identifiers.userId },
  contract: recipientUserProperties,
  access: { read: 'analyst', write: 'administrator' },
  verbs: ['put', 'delete'],
  isFact: true,
  async prepare(properties, { transaction, service, identifiers: { userId = '' } }) {
    const target = toKey(service.name, `/users/${userId}`)
    if ((await transaction.get(target)) === undefined) throw new AppError('ResourceNotFound', { kind: 'User' })
    return { properties, indexes: { references: { target } } }
  },
  toView: ({ path }, { service }) => ({ userId: `${toServiceId(service)}/users/${nameOf(path)}` }),
})
