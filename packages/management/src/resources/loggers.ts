import { identifiers, type LoggerProperties, loggerProperties } from '@sluice/contracts'
import { defineResource } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { openSecret } from '../arm/secret-fields.ts'
import { assertNotNamedInPolicies, assertUnused } from './policy-texts.ts'

/** Which credentials make a logger of a type complete: any of these sets. */
const neededCredentials: Record<LoggerProperties['loggerType'], readonly (readonly string[])[]> = {
  azureEventHub: [
    ['name', 'connectionString'],
    ['name', 'endpointAddress'],
  ],
  applicationInsights: [['instrumentationKey'], ['connectionString']],
  azureMonitor: [[]],
}

/** @see reference: API Management, 1.10 */
export const loggers = defineResource({
  type: 'Microsoft.ApiManagement/service/loggers',
  title: 'Logger',
  path: '/loggers/{loggerId}',
  identifiers: { loggerId: identifiers.loggerId },
  contract: loggerProperties,
  filterable: ['name', 'description', 'loggerType', 'resourceId'],
  secrets: { fields: ['credentials'] },
  async prepare(logger, { existing, key, environment }) {
    const isKept =
      logger.credentials === undefined && openSecret(existing, key, 'credentials', environment.secrets) !== undefined
    assertNoFaults(isKept ? [] : missingCredentials(logger))
    return { properties: logger }
  },
  async beforeDelete(context) {
    const { loggerId = '' } = context.identifiers
    assertUnused(`logger '${loggerId}'`, await context.transaction.findByIndex('logger', context.key))
    await assertNotNamedInPolicies(context, { what: `logger '${loggerId}'`, attribute: 'logger-id', value: loggerId })
  },
})

function missingCredentials({ loggerType, credentials }: LoggerProperties) {
  const sets = neededCredentials[loggerType]
  if (sets.some((names) => names.every((name) => credentials?.[name]))) return []
  const wanted = sets.map((names) => names.join(' and ')).join(', or ')
  return [fieldFault('properties.credentials', `'credentials' of the type ${loggerType} must have ${wanted}.`)]
}
