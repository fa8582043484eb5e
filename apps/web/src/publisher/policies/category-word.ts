import type { PolicyCategory } from '@sluice/contracts'

const names = {
  'Rate limiting and quotas': 'categoryLimits',
  'Authentication and authorization': 'categoryAccess',
  'Content validation': 'categoryValidation',
  Routing: 'categoryRouting',
  Caching: 'categoryCaching',
  Transformation: 'categoryTransformation',
  'Cross-domain': 'categoryCrossDomain',
  'Integration and external communication': 'categoryIntegration',
  Logging: 'categoryLogging',
  'GraphQL resolvers': 'categoryGraphql',
  'Policy control and flow': 'categoryFlow',
} as const satisfies Record<PolicyCategory, string>

/** Under which word a category is shown. */
export const categoryWord = (category: PolicyCategory) => names[category]
