import { delegationSettings, signinSettings, signupSettings } from '@sluice/contracts'
import { defineResource } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { renewPortalConfig } from './portal-setting-documents.ts'

const type = 'Microsoft.ApiManagement/service/portalsettings'
const access = { read: 'analyst', write: 'administrator' } as const
const keyBytes = 64

/** Whether whoever is not signed in sees nothing of the developer portal. @see reference: API Management, 1.14 */
export const signinPortalSettings = defineResource({
  type,
  title: 'PortalSettings',
  path: '/portalsettings/signin',
  identifiers: {},
  contract: signinSettings,
  access,
  verbs: ['put', 'patch'],
  patchStatus: 204,
  defaults: { signin: {} },
  afterUpdate: renewPortalConfig,
})

/** Whether people may register themselves, and under which terms. @see reference: API Management, 1.14 */
export const signupPortalSettings = defineResource({
  type,
  title: 'PortalSettings',
  path: '/portalsettings/signup',
  identifiers: {},
  contract: signupSettings,
  access,
  verbs: ['put', 'patch'],
  patchStatus: 204,
  defaults: { signup: {} },
  afterUpdate: renewPortalConfig,
})

/** Whether another site registers users and subscriptions. @see reference: API Management, 1.14 and 5.3 */
export const delegationPortalSettings = defineResource<typeof delegationSettings>({
  type,
  title: 'PortalSettings',
  path: '/portalsettings/delegation',
  identifiers: {},
  contract: delegationSettings,
  access,
  verbs: ['put', 'patch'],
  patchStatus: 204,
  defaults: { delegation: {} },
  afterUpdate: renewPortalConfig,
  secrets: { fields: ['validationKey'], action: 'listSecrets' },
  async prepare(settings, { environment, existing }) {
    // Nobody could sign in any more, and there would be no place to send them to.
    if (settings.url === null && (settings.subscriptions.enabled || settings.userRegistration.enabled)) {
      assertNoFaults([fieldFault('properties.url', "'url' is required where something is left to another site.")])
    }
    const isKeyNeeded = settings.validationKey === undefined && existing?.hidden?.validationKey === undefined
    if (!isKeyNeeded) return { properties: settings }
    // Whoever delegates needs a key; a random one keeps everybody out until it is set on both sides.
    const validationKey = Buffer.from(environment.random.hex(keyBytes), 'hex').toString('base64')
    return { properties: { ...settings, validationKey } }
  },
})
