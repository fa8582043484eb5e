import { identifiers, portalConfigProperties } from '@sluice/contracts'
import { defineResource } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'

/**
 * How the developer portal behaves, as its newer editor writes it. The rules that hold are those of the portal settings:
 * this document follows them neither way.
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
  async prepare(config) {
    // A key among other fields would be shown to whoever reads them.
    if (config.delegation.validationKey) {
      assertNoFaults([
        fieldFault(
          'properties.delegation.validationKey',
          "'validationKey' is kept by portalsettings/delegation only; set it there.",
        ),
      ])
    }
    return { properties: config }
  },
})
