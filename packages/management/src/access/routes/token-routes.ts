import { AppError, identifiers, userRoles } from '@sluice/contracts'
import * as z from 'zod'
import { parseContract } from '../../arm/faults.ts'
import { readJsonObject } from '../../arm/request-body.ts'
import { type AccessCall, type AccessRoute, type AccessSurroundings, authorOf } from '../access-route.ts'
import { issueToken, listTokens, revokeToken } from '../token-directory.ts'

export const longestLifetimeSeconds = 366 * 86_400

const newToken = z.object({
  name: z.string().max(100).optional(),
  role: z.enum(userRoles).default('administrator'),
  service: identifiers.serviceName.optional(),
  lifetimeSeconds: z.int().min(1).max(longestLifetimeSeconds).default(3600),
})

/** Bearer tokens: made, listed, taken back. The token itself is told once. */
export function tokenRoutes({ environment }: AccessSurroundings): readonly AccessRoute[] {
  return [
    {
      method: 'GET',
      path: '/api/tokens',
      role: 'administrator',
      async answer({ actor }) {
        const value = (await listTokens(environment, actor?.service)).map(({ user, ...shown }) => ({
          ...shown,
          isOfUser: user !== null,
        }))
        return Response.json({ value, count: value.length })
      },
    },
    {
      method: 'POST',
      path: '/api/tokens',
      role: 'administrator',
      async answer(call) {
        const sent = parseContract(newToken, await readJsonObject(call.request), '')
        const service = withinReach(call, sent.service)
        const { token, record } = await issueToken(environment, authorOf(call), { ...sent, service })
        const { user: _, ...shown } = record
        return Response.json({ token, ...shown }, { status: 201 })
      },
    },
    {
      method: 'DELETE',
      path: '/api/tokens/:id',
      role: 'administrator',
      async answer(call) {
        await revokeToken(environment.store, authorOf(call), call.parameters.id ?? '', call.actor?.service)
        return new Response(null, { status: 204 })
      },
    },
  ]
}

/**
 * The service that something new is confined to: whoever is confined makes only what is confined alike.
 * @throws AppError `AuthorizationFailed`
 */
export function withinReach({ actor }: Pick<AccessCall, 'actor'>, wanted: string | undefined): string | undefined {
  const service = wanted?.toLowerCase() ?? actor?.service
  if (actor?.service !== undefined && service !== actor.service) throw new AppError('AuthorizationFailed', {})
  return service
}
