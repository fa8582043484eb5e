import { type Fault, identifiers, type NamedValueProperties, namedValueProperties } from '@sluice/contracts'
import { renameNamedValue } from '@sluice/policy-language'
import { defineResource, type ResourceBody, toBody, type WriteContext } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { nameOf, serviceKey } from '../arm/identity.ts'
import { noKeyVault, refuseRefresh } from './key-vault.ts'
import { assertFieldsStillGood, findFieldsWithNamedValue, renameInFields } from './named-values-in-fields.ts'
import { assertStillGood, findUsersOfNamedValue, openNamedValue } from './policies/policy-definitions.ts'
import { assertUnused, isFragment, policyTextIndexes, textOf } from './policies/policy-texts.ts'

/** @see reference: API Management, 1.9 */
export const namedValues = defineResource({
  type: 'Microsoft.ApiManagement/service/namedValues',
  title: 'NamedValue',
  path: '/namedValues/{namedValueId}',
  identifiers: { namedValueId: identifiers.namedValueId },
  contract: namedValueProperties,
  filterable: ['name', 'displayName', 'tags', 'secret'],
  filterFields: { tags: { path: ['hidden', 'tags'] } },
  secrets: { fields: ['value'], appliesTo: ({ secret }) => secret === true },
  async prepare(namedValue, context) {
    const value = namedValue.value ?? heldValue(context)
    assertNoFaults([...(await checkName(namedValue, context)), ...checkValue(namedValue, value)])
    const { displayName, secret, tags = [] } = namedValue
    return {
      properties: { displayName, secret, tags, value },
      ...(tags.length === 0 ? {} : { hidden: { tags: tags.join('\n') } }),
      indexes: { unique: { namedValue: placeOf(displayName, context) } },
    }
  },
  async afterUpdate(context) {
    const { transaction: reader, service, environment, existing } = context
    const before = (existing as ResourceBody<NamedValueProperties>).properties.displayName
    const stored = await reader.get(context.key)
    if (stored === undefined) return
    const { displayName } = toBody<NamedValueProperties>(stored).properties
    if (before !== displayName) {
      await renameInTexts(context, before, displayName)
      await renameInFields(context, before, displayName)
    }
    await assertFieldsStillGood(context, displayName)
    await assertStillGood({ reader, service, environment }, await findUsersOfNamedValue(reader, service, displayName))
  },
  async beforeDelete({ transaction, service, existing }) {
    if (existing === undefined) return
    const { displayName } = (existing as ResourceBody<NamedValueProperties>).properties
    assertUnused(`named value '${displayName}'`, [
      ...(await findUsersOfNamedValue(transaction, service, displayName)),
      ...(await findFieldsWithNamedValue(transaction, service, displayName)),
    ])
  },
  actions: {
    listValue: { run: async (context) => ({ value: heldValue(context) }) },
    refreshSecret: { run: async () => refuseRefresh('named value') },
  },
})

function heldValue({ existing, key, environment }: WriteContext): string | undefined {
  if (existing === undefined) return undefined
  return openNamedValue(existing, key, environment.secrets)
}

/** What no two named values of a service may share. */
const placeOf = (displayName: string, { service }: WriteContext) =>
  `${serviceKey(service.name)}|${displayName.toLowerCase()}`

async function checkName({ displayName }: NamedValueProperties, context: WriteContext): Promise<Fault[]> {
  const { transaction, key } = context
  const [holder] = await transaction.findByIndex('namedValue', placeOf(displayName, context))
  if (holder === undefined || holder.key === key) return []
  const message = `The named value '${nameOf(toBody(holder).path)}' already has the name '${displayName}'.`
  return [fieldFault('properties.displayName', message)]
}

function checkValue({ keyVault }: NamedValueProperties, value: string | undefined): Fault[] {
  if (keyVault) return [fieldFault('properties.keyVault', noKeyVault('value, with secret true'))]
  return value === undefined ? [fieldFault('properties.value', "'value' is required.")] : []
}

/** Texts that use a named value under its old name, under the new one from now on. */
async function renameInTexts({ transaction, service }: WriteContext, from: string, to: string): Promise<void> {
  for (const document of await findUsersOfNamedValue(transaction, service, from)) {
    const { key, collection, body } = document
    const { value } = textOf(document)
    const properties = { ...toBody(document).properties, value: renameNamedValue(value, from, to) }
    await transaction.put(
      { key, collection, body: { ...body, properties } },
      policyTextIndexes(service, { isFragment: isFragment(document) }),
    )
  }
}
