import { identifiers, type LoggerProperties, loggerProperties } from '@sluice/contracts'
import { defineResource } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { fieldsWithNames, readFields, resolveNames } from './named-values-in-fields.ts'
import { assertNotNamedInPolicies } from './policies/policy-definitions.ts'
import { assertUnused } from './policies/policy-texts.ts'

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
  secrets: { fields: fieldsWithNames.loggers.secret },
  async prepare(logger, context) {
    const held = readFields(logger, fieldsWithNames.loggers.secret, context)
    const isKept = logger.credentials === undefined && held.credentials !== undefined
    const { faults, stored } = await resolveNames(held, context)
    assertNoFaults([...(isKept ? [] : missingCredentials(logger)), ...faults])
    return { properties: logger, ...stored }
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
