import type { DelegationSettings, SigninSettings, SignupSettings } from '@sluice/contracts'
import type { JsonObject, StoreReader } from '@sluice/platform'
import { toBody } from '../../arm/define-resource.ts'
import { serviceKey } from '../../arm/identity.ts'

/**
 * What everybody may know of a service before signing in. The key of delegation is not among it, although the compatible
 * portal has a name for it.
 * @see reference: API Management, 5.3
 */
export async function readPublicSettings(reader: StoreReader, service: string): Promise<JsonObject> {
  const read = async <Settings>(name: string) => {
    const document = await reader.get(`${serviceKey(service)}/portalsettings/${name}`)
    return document && toBody<Settings>(document).properties
  }
  const signin = await read<SigninSettings>('signin')
  const signup = await read<SignupSettings>('signup')
  const delegation = await read<DelegationSettings>('delegation')
  const text = (value: boolean | undefined) => String(value === true)
  return {
    'CustomPortalSettings.RegistrationEnabled': text(signup?.enabled),
    'CustomPortalSettings.RequireUserSigninEnabled': text(signin?.enabled),
    'CustomPortalSettings.UserRegistrationTerms': signup?.termsOfService.text ?? null,
    'CustomPortalSettings.UserRegistrationTermsEnabled': text(signup?.termsOfService.enabled),
    'CustomPortalSettings.UserRegistrationTermsConsentRequired': text(signup?.termsOfService.consentRequired),
    'CustomPortalSettings.DelegationEnabled': text(delegation?.userRegistration.enabled),
    'CustomPortalSettings.DelegatedSubscriptionEnabled': text(delegation?.subscriptions.enabled),
    'CustomPortalSettings.DelegationUrl': delegation?.url ?? null,
  }
}
