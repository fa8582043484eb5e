import { AppError } from '@sluice/contracts'
import { supportedVersions } from '../../arm/api-version.ts'
import type { ServiceIdentity } from '../../arm/identity.ts'
import { type ServiceBody, servicesCollection } from '../../services/service-document.ts'
import type { AccessCall, AccessRoute, AccessSurroundings } from '../access-route.ts'
import { toTenantId } from '../tenant-id.ts'

const namespace = 'Microsoft.ApiManagement'

/** What tools ask the resource manager before they come to a service. @see reference: API Management, 4.6 */
export function resourceManagerRoutes({ environment }: AccessSurroundings): readonly AccessRoute[] {
  const { store, secrets } = environment
  const tenantId = toTenantId(secrets)

  /** Services that the caller may know of. */
  async function readIdentities({ actor }: AccessCall): Promise<readonly ServiceIdentity[]> {
    return (await store.list(servicesCollection))
      .map(({ body }) => (body as unknown as ServiceBody).identity)
      .filter(({ name }) => actor?.service === undefined || name.toLowerCase() === actor.service)
  }

  async function readSubscriptions(call: AccessCall): Promise<readonly object[]> {
    const ids = new Set((await readIdentities(call)).map(({ subscriptionId }) => subscriptionId.toLowerCase()))
    return [...ids].map((subscriptionId) => ({
      id: `/subscriptions/${subscriptionId}`,
      subscriptionId,
      tenantId,
      displayName: 'Sluice',
      state: 'Enabled',
      authorizationSource: 'RoleBased',
      managedByTenants: [],
      subscriptionPolicies: { locationPlacementId: 'Local', quotaId: 'Local', spendingLimit: 'Off' },
    }))
  }

  async function readSubscription(call: AccessCall): Promise<object> {
    const wanted = `/subscriptions/${call.parameters.subscriptionId?.toLowerCase()}`
    const found = (await readSubscriptions(call)).find((subscription) => (subscription as { id: string }).id === wanted)
    if (found === undefined) throw new AppError('ResourceNotFound', { kind: 'Subscription' })
    return found
  }

  async function readGroups(call: AccessCall): Promise<readonly { readonly name: string }[]> {
    const { subscriptionId = '' } = call.parameters
    await readSubscription(call)
    const names = new Map(
      (await readIdentities(call))
        .filter((identity) => identity.subscriptionId.toLowerCase() === subscriptionId.toLowerCase())
        .map(({ resourceGroup }) => [resourceGroup.toLowerCase(), resourceGroup]),
    )
    return [...names.values()].map((name) => ({
      id: `/subscriptions/${subscriptionId}/resourceGroups/${name}`,
      name,
      type: 'Microsoft.Resources/resourceGroups',
      location: 'Local',
      tags: {},
      properties: { provisioningState: 'Succeeded' },
    }))
  }

  async function readGroup(call: AccessCall): Promise<object> {
    const wanted = call.parameters.resourceGroup?.toLowerCase()
    const found = (await readGroups(call)).find(({ name }) => name.toLowerCase() === wanted)
    if (found === undefined) throw new AppError('ResourceNotFound', { kind: 'Resource group' })
    return found
  }

  const toProvider = (subscriptionId = '') => ({
    id: `/subscriptions/${subscriptionId}/providers/${namespace}`,
    namespace,
    registrationState: 'Registered',
    registrationPolicy: 'RegistrationRequired',
    resourceTypes: [
      { resourceType: 'service', locations: ['Local'], apiVersions: supportedVersions, capabilities: 'None' },
    ],
  })

  async function answerProvider(call: AccessCall): Promise<Response> {
    const { subscriptionId, provider = '' } = call.parameters
    await readSubscription(call)
    if (provider.toLowerCase() === namespace.toLowerCase()) return Response.json(toProvider(subscriptionId))
    throw new AppError('ResourceNotFound', { kind: 'Resource provider' })
  }

  const list = (value: readonly object[]) => Response.json({ value, count: { type: 'Total', value: value.length } })
  const at = '/subscriptions/:subscriptionId'
  return [
    {
      method: 'GET',
      path: '/metadata/endpoints',
      role: 'anonymous',
      answer: ({ url }) => answerEndpoints(url, tenantId),
    },
    {
      method: 'GET',
      path: '/tenants',
      role: 'analyst',
      answer: () =>
        Response.json({
          value: [
            { id: `/tenants/${tenantId}`, tenantId, displayName: 'Sluice', tenantCategory: 'Home', countryCode: '' },
          ],
        }),
    },
    {
      method: 'GET',
      path: '/subscriptions',
      role: 'analyst',
      answer: async (call) => list(await readSubscriptions(call)),
    },
    { method: 'GET', path: at, role: 'analyst', answer: async (call) => Response.json(await readSubscription(call)) },
    {
      method: 'GET',
      path: `${at}/:resourceGroups{[rR]esource[gG]roups}`,
      role: 'analyst',
      answer: async (call) => Response.json({ value: await readGroups(call) }),
    },
    {
      method: 'GET',
      path: `${at}/:resourceGroups{[rR]esource[gG]roups}/:resourceGroup`,
      role: 'analyst',
      answer: async (call) => Response.json(await readGroup(call)),
    },
    {
      method: 'HEAD',
      path: `${at}/:resourceGroups{[rR]esource[gG]roups}/:resourceGroup`,
      role: 'analyst',
      async answer(call) {
        await readGroup(call)
        return new Response(null, { status: 204 })
      },
    },
    {
      method: 'GET',
      path: `${at}/providers`,
      role: 'analyst',
      async answer(call) {
        await readSubscription(call)
        return Response.json({ value: [toProvider(call.parameters.subscriptionId)] })
      },
    },
    { method: 'GET', path: `${at}/providers/:provider`, role: 'analyst', answer: answerProvider },
    // There is nothing to register: tools do so before their first call all the same.
    { method: 'POST', path: `${at}/providers/:provider/register`, role: 'analyst', answer: answerProvider },
  ]
}

/** The addresses of this cloud of one, in the writing of the version that was asked for. */
function answerEndpoints(url: URL, tenantId: string): Response {
  const base = `${url.origin}/`
  const version = url.searchParams.get('api-version') ?? '2022-09-01'
  const audiences = [base, url.origin]
  if (version < '2018') {
    return Response.json({
      galleryEndpoint: base,
      graphEndpoint: base,
      portalEndpoint: base,
      graphAudience: base,
      authentication: { loginEndpoint: base, audiences },
    })
  }
  const cloud = {
    name: 'Sluice',
    portal: base,
    resourceManager: base,
    authentication: { loginEndpoint: base, audiences, tenant: tenantId, identityProvider: 'AAD' },
    media: base,
    graph: base,
    graphAudience: base,
    microsoftGraphResourceId: base,
    batch: base,
    gallery: base,
    sqlManagement: base,
    vmImageAliasDoc: base,
    activeDirectoryDataLake: base,
    suffixes: { keyVaultDns: `vault.${url.hostname}`, storage: url.hostname, sqlServerHostname: url.hostname },
  }
  return Response.json(version < '2022' ? [cloud] : cloud)
}
