import {
  type DelegationSettings,
  delegationSettings,
  type PortalConfigProperties,
  type SigninSettings,
  type SignupSettings,
  signinSettings,
  signupSettings,
} from '@sluice/contracts'
import type { JsonObject, StoreReader } from '@sluice/platform'
import { toBody, type WriteContext } from '../arm/define-resource.ts'
import { collectionOf, serviceKey, toKey } from '../arm/identity.ts'

/** What a service says of its developer portal, whichever of the two views it was set in. */
export interface PortalSettings {
  readonly signin: SigninSettings
  readonly signup: SignupSettings
  readonly delegation: Omit<DelegationSettings, 'validationKey'>
}

export type PortalConfigParts = Pick<PortalConfigProperties, 'signin' | 'signup' | 'delegation'>

export const portalConfigPath = '/portalconfigs/default'

export async function readPortalSettings(reader: Pick<StoreReader, 'get'>, service: string): Promise<PortalSettings> {
  const read = async (name: string) => {
    const document = await reader.get(`${serviceKey(service)}/portalsettings/${name}`)
    return document === undefined ? {} : toBody(document).properties
  }
  return {
    signin: signinSettings.parse(await read('signin')),
    signup: signupSettings.parse(await read('signup')),
    delegation: delegationSettings.parse(await read('delegation')),
  }
}

/** Whether people have passwords here, administrators aside. */
export async function arePasswordsOn(reader: Pick<StoreReader, 'get'>, service: string): Promise<boolean> {
  const document = await reader.get(toKey(service, portalConfigPath))
  return document === undefined || toBody<PortalConfigProperties>(document).properties.enableBasicAuth
}

/** The settings as the newer view has them: terms that are switched off are none there. */
export function toPortalConfigParts({ signin, signup, delegation }: PortalSettings): PortalConfigParts {
  const { enabled, consentRequired, text } = signup.termsOfService
  return {
    signin: { require: signin.enabled },
    signup: {
      termsOfService: { text: enabled ? (text ?? null) : null, requireConsent: enabled && consentRequired },
    },
    delegation: {
      delegateRegistration: delegation.userRegistration.enabled,
      delegateSubscription: delegation.subscriptions.enabled,
      delegationUrl: delegation.url,
    },
  }
}

/** Names and properties of the settings that have to change so that the newer view shows `wanted`. */
export function toChangedSettings(
  held: PortalSettings,
  wanted: PortalConfigParts,
): readonly (readonly [string, JsonObject])[] {
  const shown = toPortalConfigParts(held)
  const { termsOfService } = wanted.signup
  const { validationKey, ...delegation } = wanted.delegation
  const text = termsOfService.text ?? null
  const changed: (readonly [string, JsonObject])[] = []
  if (wanted.signin.require !== shown.signin.require) changed.push(['signin', { enabled: wanted.signin.require }])
  if (
    text !== shown.signup.termsOfService.text ||
    termsOfService.requireConsent !== shown.signup.termsOfService.requireConsent
  ) {
    const { requireConsent } = termsOfService
    const terms = { enabled: text !== null || requireConsent, consentRequired: requireConsent, text }
    changed.push(['signup', { ...held.signup, termsOfService: terms }])
  }
  if (
    validationKey ||
    delegation.delegateRegistration !== shown.delegation.delegateRegistration ||
    delegation.delegateSubscription !== shown.delegation.delegateSubscription ||
    delegation.delegationUrl !== shown.delegation.delegationUrl
  ) {
    const properties = {
      url: delegation.delegationUrl,
      subscriptions: { enabled: delegation.delegateSubscription },
      userRegistration: { enabled: delegation.delegateRegistration },
      ...(validationKey ? { validationKey } : {}),
    }
    changed.push(['delegation', properties])
  }
  return changed
}

/** The newer view shows the settings too, so its entity tag changes with them. */
export async function renewPortalConfig({ transaction, service }: WriteContext): Promise<void> {
  const config = await transaction.get(toKey(service.name, portalConfigPath))
  if (config === undefined) return
  const { key, body } = config
  await transaction.put({ key, collection: collectionOf(key), body }, { isAudited: false })
}
