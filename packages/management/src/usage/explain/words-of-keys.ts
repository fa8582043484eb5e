import type { KeyFault } from '@sluice/contracts'
import {
  type Advice,
  profilePage,
  publisherPage,
  type RefusalFacts,
  type RefusalWords,
  subscriptionOf,
} from './refusal-facts.ts'

const named = (facts: RefusalFacts): string => {
  const subscription = subscriptionOf(facts)
  return subscription === undefined ? 'a subscription' : `the subscription '${subscription}'`
}

const subscriptions = (facts: RefusalFacts): string =>
  facts.isPublisher ? publisherPage(facts, '/subscriptions') : profilePage(facts)

const takeValidKey = (facts: RefusalFacts): Advice => ({
  code: 'TakeValidKey',
  text: 'Send the primary or secondary key of an active subscription that covers this API.',
  href: subscriptions(facts),
})

/** Words about keys that open nothing. */
export const wordsOfKeys: Readonly<Record<KeyFault, RefusalWords>> = {
  SubscriptionKeyNotFound: {
    title: () => 'The call had no subscription key.',
    text: () => 'The API takes calls with a subscription key only, and there was none where it is looked for.',
    advice: (facts) => [
      {
        code: 'SendKey',
        text: 'Send a key in the header that the answer names in WWW-Authenticate, usually Ocp-Apim-Subscription-Key, or in the query parameter subscription-key.',
        href: subscriptions(facts),
      },
    ],
  },
  SubscriptionKeyUnknown: {
    title: () => 'The key of the call is nobody’s.',
    text: () =>
      'No subscription of this instance has the key that was sent. It may have been regenerated, or copied in part.',
    advice: (facts) => [takeValidKey(facts)],
  },
  SubscriptionNotActive: {
    title: (facts) => `The key belongs to ${named(facts)}, which is not active.`,
    text: () =>
      'A subscription opens an API only while its state is active: not while it waits for approval, is suspended, cancelled or has expired.',
    advice: (facts) =>
      facts.isPublisher
        ? [
            {
              code: 'ActivateSubscription',
              text: 'Activate the subscription.',
              href: publisherPage(facts, '/subscriptions'),
            },
          ]
        : [
            {
              code: 'AskForActivation',
              text: 'Look at the state of the subscription on your profile, and ask the publisher to activate it.',
              href: profilePage(facts),
            },
          ],
  },
  SubscriptionExpired: {
    title: (facts) => `The key belongs to ${named(facts)}, which has expired.`,
    text: () => 'The subscription ends at a date, and that has come.',
    advice: (facts) => [
      facts.isPublisher
        ? {
            code: 'ProlongSubscription',
            text: 'Set a later expiration date.',
            href: publisherPage(facts, '/subscriptions'),
          }
        : {
            code: 'SubscribeAgain',
            text: 'Subscribe again, or ask the publisher for a later date.',
            href: profilePage(facts),
          },
    ],
  },
  SubscriptionOwnerNotActive: {
    title: (facts) => `The owner of ${named(facts)} may not call.`,
    text: () => 'The account that the subscription belongs to is blocked, or not confirmed yet.',
    advice: (facts) =>
      facts.isPublisher
        ? [{ code: 'ActivateUser', text: 'Set the state of the user to active.', href: publisherPage(facts, '/users') }]
        : [
            {
              code: 'ConfirmAccount',
              text: 'Confirm the address of your account, or ask the publisher why it is blocked.',
            },
          ],
  },
  SubscriptionForOtherApi: {
    title: (facts) => `The key belongs to ${named(facts)}, which does not cover this API.`,
    text: () =>
      'A subscription opens the APIs of its product, one API, or all of them. The API that was called is not among them.',
    advice: (facts) =>
      facts.isPublisher
        ? [
            {
              code: 'AddApiToProduct',
              text: 'Add the API to the product, or give the caller another subscription.',
              href: publisherPage(facts, '/products'),
            },
          ]
        : [takeValidKey(facts)],
  },
}
