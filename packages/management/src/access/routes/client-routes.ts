import { identifiers, userRoles } from '@sluice/contracts'
import * as z from 'zod'
import { parseContract } from '../../arm/faults.ts'
import { readJsonObject } from '../../arm/request-body.ts'
import { type AccessRoute, type AccessSurroundings, authorOf } from '../access-route.ts'
import { addClient, listClients, removeClient } from '../client-directory.ts'
import { withinReach } from './token-routes.ts'

const longestLifetimeSeconds = 3660 * 86_400

const newClient = z.object({
  displayName: z.string().min(1).max(100),
  role: z.enum(userRoles).default('administrator'),
  service: identifiers.serviceName.optional(),
  /** Left out: until it is removed. */
  lifetimeSeconds: z.int().min(1).max(longestLifetimeSeconds).optional(),
})

/** Programs that sign in by themselves. The secret is told once. */
export function clientRoutes({ environment }: AccessSurroundings): readonly AccessRoute[] {
  return [
    {
      method: 'GET',
      path: '/api/clients',
      role: 'administrator',
      async answer({ actor }) {
        const value = await listClients(environment.store, actor?.service)
        return Response.json({ value, count: value.length })
      },
    },
    {
      method: 'POST',
      path: '/api/clients',
      role: 'administrator',
      async answer(call) {
        const sent = parseContract(newClient, await readJsonObject(call.request), '')
        const wanted = { ...sent, service: withinReach(call, sent.service) }
        const { record, clientSecret } = await addClient(environment, authorOf(call), wanted)
        return Response.json({ ...record, clientSecret }, { status: 201 })
      },
    },
    {
      method: 'DELETE',
      path: '/api/clients/:clientId',
      role: 'administrator',
      async answer(call) {
        const { clientId = '' } = call.parameters
        await removeClient(environment.store, authorOf(call), clientId, call.actor?.service)
        return new Response(null, { status: 204 })
      },
    },
  ]
}
