import { AppError } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'
import { toBody } from '../arm/define-resource.ts'
import { defineRoute, type RouteContext, type RouteDeclaration } from '../arm/define-route.ts'
import { toKey } from '../arm/identity.ts'
import { isJsonObject } from '../arm/request-body.ts'
import { showReference } from '../arm/resource-reference.ts'

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
  const read = async (name: string): Promise<JsonObject> => {
    const document = await environment.store.get(toKey(service.name, `/portalsettings/${name}`))
    return document === undefined ? {} : toBody(document).properties
  }
  const [signIn, signUp, delegation] = [await read('signin'), await read('signup'), await read('delegation')]
  const terms = partOf(signUp.termsOfService)
  const settings = {
    'CustomPortalSettings.RequireUserSigninEnabled': toText(signIn.enabled),
    'CustomPortalSettings.UserRegistrationTermsEnabled': toText(terms.enabled),
    'CustomPortalSettings.UserRegistrationTermsConsentRequired': toText(terms.consentRequired),
    'CustomPortalSettings.UserRegistrationTerms': typeof terms.text === 'string' ? terms.text : null,
    'CustomPortalSettings.DelegationEnabled': toText(partOf(delegation.userRegistration).enabled),
    'CustomPortalSettings.DelegationUrl': typeof delegation.url === 'string' ? delegation.url : null,
    'CustomPortalSettings.DelegatedSubscriptionEnabled': toText(partOf(delegation.subscriptions).enabled),
  }
  return {
    id: showReference('/settings/public', service),
    type: 'Microsoft.ApiManagement/service/settings',
    name: 'public',
    properties: { settings },
  }
}

const partOf = (value: unknown): JsonObject => (isJsonObject(value) ? value : {})

const toText = (value: unknown): string => (value === true ? 'True' : 'False')
