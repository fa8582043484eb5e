import { AppError } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'
import { defineRoute, type RouteContext, type RouteDeclaration } from '../arm/define-route.ts'
import { readService } from '../services/service-document.ts'

const locationOf = async ({ environment, service }: RouteContext): Promise<string> =>
  (await readService(environment.store, service.name))?.location ?? ''

/** What an instance of one place says about its regions and its network. */
export const placeOfService: readonly RouteDeclaration[] = [
  defineRoute({
    path: '/regions',
    method: 'GET',
    access: 'analyst',
    summary: 'Lists the one region of the instance, which is the location it was given.',
    async answer(context) {
      const name = await locationOf(context)
      return { value: [{ name, isMasterRegion: true, isDeleted: false }], count: 1 }
    },
  }),
  defineRoute({
    path: '/networkstatus',
    method: 'GET',
    access: 'analyst',
    summary: 'Says whether the database answers, which is all that the instance depends on.',
    async answer(context) {
      return Response.json([{ location: await locationOf(context), networkStatus: networkStatus(context) }])
    },
  }),
  defineRoute({
    path: '/locations/{locationName}/networkstatus',
    method: 'GET',
    access: 'analyst',
    summary: 'The same for the one location of the instance.',
    async answer(context) {
      const { locationName = '' } = context.identifiers
      if (toName(locationName) !== toName(await locationOf(context))) {
        throw new AppError('ResourceNotFound', { kind: `Location '${locationName}'` })
      }
      return networkStatus(context)
    },
  }),
  defineRoute({
    path: '/outboundNetworkDependenciesEndpoints',
    method: 'GET',
    access: 'analyst',
    summary: 'Lists no endpoints: the program calls nothing that it was not told to call.',
    answer: async () => ({ value: [] }),
  }),
]

/** `West US` and `westus` are one location. */
const toName = (location: string) => location.replaceAll(' ', '').toLowerCase()

/** Whoever reads this has been let in with the help of the database: it answers. */
function networkStatus({ environment }: RouteContext): JsonObject {
  const now = new Date(environment.clock.now()).toISOString()
  return {
    // Those of a virtual network, of which there is none.
    dnsServers: [],
    connectivityStatus: [
      {
        name: 'database',
        status: 'success',
        lastUpdated: now,
        lastStatusChange: now,
        resourceType: 'Database',
        isOptional: false,
      },
    ],
  }
}
