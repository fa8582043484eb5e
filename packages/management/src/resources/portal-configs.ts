import { identifiers, type PortalConfigProperties, portalConfigProperties } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'
import { defineResource } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { mergePatch } from '../arm/request-body.ts'
import { readPortalSettings, toChangedSettings, toPortalConfigParts } from './portal-setting-documents.ts'

/**
 * How the developer portal behaves, as its newer editor reads and writes it. Signing in, signing up and delegation are
 * kept by the portal settings alone: this is another view of them. What is left out stays as it is.
 * @see reference: API Management, 1.14
 */
export const portalConfigs = defineResource<typeof portalConfigProperties>({
  type: 'Microsoft.ApiManagement/service/portalconfigs',
  title: 'PortalConfig',
  path: '/portalconfigs/{portalConfigId}',
  identifiers: { portalConfigId: identifiers.portalConfigId },
  contract: portalConfigProperties,
  access: { read: 'analyst', write: 'administrator' },
  verbs: ['put', 'patch'],
  defaults: { default: {} },
  async complete(sent, { transaction, service }) {
    const shown = toPortalConfigParts(await readPortalSettings(transaction, service.name))
    return mergePatch(shown as unknown as JsonObject, sent)
  },
  async prepare({ signin, signup, delegation, ...own }, context) {
    const { transaction, service, restored } = context
    if (delegation.delegationUrl === null && (delegation.delegateRegistration || delegation.delegateSubscription)) {
      const message = "'delegationUrl' is required where something is left to another site."
      assertNoFaults([fieldFault('properties.delegation.delegationUrl', message)])
    }
    // Files of a configuration have the settings in files of their own.
    const held = restored === undefined ? await readPortalSettings(transaction, service.name) : undefined
    const changed = held === undefined ? [] : toChangedSettings(held, { signin, signup, delegation })
    for (const [name, properties] of changed) await context.put(`/portalsettings/${name}`, properties)
    // The view adds the others again.
    return { properties: own as PortalConfigProperties }
  },
  loadRelated: async (_, reader, { service }) => toPortalConfigParts(await readPortalSettings(reader, service.name)),
  toView: ({ properties }, { related }) => ({ ...properties, ...(related as JsonObject) }),
})
