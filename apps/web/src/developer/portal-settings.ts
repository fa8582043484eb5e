import { queryOptions } from '@tanstack/react-query'
import { sendDeveloper } from './developer-api.ts'

/** What everybody may know of an instance's portal. */
export interface PortalSettings {
  /** Whose portal it is. */
  readonly organization: string | null
  readonly isSignInRequired: boolean
  readonly isSignUpOpen: boolean
  readonly terms: string | null
  readonly areTermsShown: boolean
  readonly isConsentRequired: boolean
  /** Sign-in and sign-up happen at another site. */
  readonly isDelegated: boolean
  readonly areSubscriptionsDelegated: boolean
}

export const portalSettingsQuery = (service: string | undefined) =>
  queryOptions({
    queryKey: ['developer', service, '/settings/public'],
    queryFn: async (): Promise<PortalSettings> => {
      const { body } = await sendDeveloper<Record<string, string | null>>(service, '/settings/public')
      const isOn = (name: string) => body[`CustomPortalSettings.${name}`] === 'true'
      return {
        organization: body['CustomPortalSettings.OrganizationName'] ?? null,
        isSignInRequired: isOn('RequireUserSigninEnabled'),
        isSignUpOpen: isOn('RegistrationEnabled'),
        terms: body['CustomPortalSettings.UserRegistrationTerms'] ?? null,
        areTermsShown: isOn('UserRegistrationTermsEnabled'),
        isConsentRequired: isOn('UserRegistrationTermsConsentRequired'),
        isDelegated: isOn('DelegationEnabled'),
        areSubscriptionsDelegated: isOn('DelegatedSubscriptionEnabled'),
      }
    },
  })
