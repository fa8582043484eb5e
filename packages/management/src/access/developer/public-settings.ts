import type { JsonObject, StoreReader } from '@sluice/platform'
import { readPortalSettings } from '../../resources/portal-setting-documents.ts'
import { readService } from '../../services/service-document.ts'

/**
 * What everybody may know of a service before signing in. The key of delegation is not among it, although the compatible
 * portal has a name for it.
 * @see reference: API Management, 5.3
 */
export async function readPublicSettings(reader: StoreReader, service: string): Promise<JsonObject> {
  const { signin, signup, delegation } = await readPortalSettings(reader, service)
  const organization = (await readService(reader, service))?.properties.publisherName
  return {
    'CustomPortalSettings.RegistrationEnabled': String(signup.enabled),
    'CustomPortalSettings.RequireUserSigninEnabled': String(signin.enabled),
    'CustomPortalSettings.UserRegistrationTerms': signup.termsOfService.text ?? null,
    'CustomPortalSettings.UserRegistrationTermsEnabled': String(signup.termsOfService.enabled),
    'CustomPortalSettings.UserRegistrationTermsConsentRequired': String(signup.termsOfService.consentRequired),
    'CustomPortalSettings.DelegationEnabled': String(delegation.userRegistration.enabled),
    'CustomPortalSettings.DelegatedSubscriptionEnabled': String(delegation.subscriptions.enabled),
    'CustomPortalSettings.DelegationUrl': delegation.url,
    // Ours: whose portal it is.
    'CustomPortalSettings.OrganizationName': organization ?? null,
  }
}
