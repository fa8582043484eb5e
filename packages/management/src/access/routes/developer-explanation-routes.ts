import { AppError } from '@sluice/contracts'
import { assertApiVersion } from '../../arm/api-version.ts'
import { explainCall } from '../../usage/explain/explain-call.ts'
import type { AccessRoute, AccessSurroundings } from '../access-route.ts'
import { readPortalUser } from '../developer/portal-user.ts'
import { readServiceOf } from '../password-sign-in.ts'

/** Whoever owns a key reads why calls with it were refused. */
export function developerExplanationRoutes({ environment }: AccessSurroundings): readonly AccessRoute[] {
  return [
    {
      method: 'GET',
      path: '/developer/callRecords/:requestId/explanation',
      role: 'anonymous',
      isPersonal: true,
      async answer({ url, actor, parameters: { requestId = '' } }) {
        assertApiVersion(url.searchParams)
        const service = await readServiceOf(environment, url)
        const user = await readPortalUser(environment.store, actor, service)
        if (user === undefined) throw new AppError('AuthenticationFailed', {})
        return Response.json(await explainCall(environment, service, requestId, { kind: 'developer', userId: user.id }))
      },
    },
  ]
}
