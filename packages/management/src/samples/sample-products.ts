import type { SampleResource } from './echo-api.ts'

const visibleTo = (product: string): SampleResource[] =>
  ['developers', 'guests'].map((group) => [`/products/${product}/groups/${group}`, {}])

/** @see reference: API Management, 1.15 */
export const sampleProducts: readonly SampleResource[] = [
  [
    '/products/starter',
    {
      displayName: 'Starter',
      description: 'Subscribers will be able to run 5 calls/minute up to a maximum of 100 calls/week.',
      subscriptionRequired: true,
      approvalRequired: false,
      subscriptionsLimit: 1,
      state: 'published',
    },
  ],
  [
    '/products/starter/policies/policy',
    {
      format: 'rawxml',
      value: `<policies>
  <inbound>
    <rate-limit calls="5" renewal-period="60" />
    <quota calls="100" renewal-period="604800" />
    <base />
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`,
    },
  ],
  ...visibleTo('starter'),
  [
    '/products/unlimited',
    {
      displayName: 'Unlimited',
      description: 'Subscribers have completely unlimited access to the API. Administrator approval is required.',
      subscriptionRequired: true,
      approvalRequired: true,
      subscriptionsLimit: 1,
      state: 'published',
    },
  ],
  ...visibleTo('unlimited'),
  ['/products/starter/apis/echo-api', {}],
  ['/products/unlimited/apis/echo-api', {}],
]

/** Where the tutorial's API is sold. */
export const sampleDemoProducts: readonly SampleResource[] = [['/products/starter/apis/azureml-demo-api', {}]]
