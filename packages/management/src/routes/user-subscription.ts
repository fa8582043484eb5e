import { AppError, type SubscriptionProperties } from '@sluice/contracts'
import { toBody } from '../arm/define-resource.ts'
import { defineRoute } from '../arm/define-route.ts'
import { answerDocument } from '../arm/envelope.ts'
import { toKey } from '../arm/identity.ts'

export const userSubscription = defineRoute({
  path: '/users/{userId}/subscriptions/{sid}',
  method: 'GET',
  access: 'analyst',
  summary: 'Shows a subscription of a user.',
  async answer(context) {
    const { environment, service, identifiers } = context
    const document = await environment.store.get(toKey(service.name, `/subscriptions/${identifiers.sid}`))
    const ownerId = document && toBody<SubscriptionProperties>(document).properties.ownerId
    if (document === undefined || ownerId?.toLowerCase() !== `/users/${identifiers.userId}`.toLowerCase()) {
      throw new AppError('ResourceNotFound', { kind: 'Subscription' })
    }
    return answerDocument(environment, context, document, 200)
  },
})
