import { AppError } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'
import { defineRoute, type RouteContext, type RouteDeclaration } from '../arm/define-route.ts'
import { showReference } from '../arm/resource-reference.ts'
import { readPortalSettings } from '../resources/portal-setting-documents.ts'

/** Settings of the portals as texts, as the compatible service has them beside `portalsettings`. */
export const tenantSettings: readonly RouteDeclaration[] = [
  defineRoute({
    path: '/settings',
    method: 'GET',
    access: 'analyst',
    summary: 'Lists the public settings of the portals.',
    answer: async (context) => ({ value: [await readSettings(context)] }),
  }),
  defineRoute({
    path: '/settings/{settingsType}',
    method: 'GET',
    access: 'analyst',
    summary: 'Shows the public settings of the portals; they are changed at portalsettings.',
    async answer(context) {
      if (context.identifiers.settingsType?.toLowerCase() === 'public') return readSettings(context)
      throw new AppError('ResourceNotFound', { kind: 'TenantSettings' })
    },
  }),
]

async function readSettings({ environment, service }: RouteContext): Promise<JsonObject> {
  const { signin, signup, delegation } = await readPortalSettings(environment.store, service.name)
  const terms = signup.termsOfService
  const settings = {
    'CustomPortalSettings.RequireUserSigninEnabled': toText(signin.enabled),
    'CustomPortalSettings.UserRegistrationTermsEnabled': toText(terms.enabled),
    'CustomPortalSettings.UserRegistrationTermsConsentRequired': toText(terms.consentRequired),
    'CustomPortalSettings.UserRegistrationTerms': terms.text ?? null,
    'CustomPortalSettings.DelegationEnabled': toText(delegation.userRegistration.enabled),
    'CustomPortalSettings.DelegationUrl': delegation.url,
    'CustomPortalSettings.DelegatedSubscriptionEnabled': toText(delegation.subscriptions.enabled),
  }
  return {
    id: showReference('/settings/public', service),
    type: 'Microsoft.ApiManagement/service/settings',
    name: 'public',
    properties: { settings },
  }
}

const toText = (value: boolean): string => (value ? 'True' : 'False')
