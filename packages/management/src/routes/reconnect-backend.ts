import { AppError, duration } from '@sluice/contracts'
import * as z from 'zod'
import { defineRoute } from '../arm/define-route.ts'
import { parseContract } from '../arm/faults.ts'
import { toKey } from '../arm/identity.ts'
import { readOptionalJsonObject } from '../arm/request-body.ts'
import { authorOf } from '../arm/resource-request.ts'

const contract = z.object({ properties: z.object({ after: duration.optional() }).nullable().optional() })

/** Differs from the reference: gateways build a backend anew as soon as they hear of it, so `after` waits for nothing. */
export const reconnectBackend = defineRoute({
  path: '/backends/{backendId}/reconnect',
  method: 'POST',
  access: 'publisher',
  summary: 'Has every gateway build a backend anew, with closed circuits and new connections.',
  async answer(call) {
    const { environment, service, identifiers, request } = call
    parseContract(contract, (await readOptionalJsonObject(request)) ?? {}, '')
    const key = toKey(service.name, `/backends/${identifiers.backendId}`)
    await environment.store.transact(authorOf(call), async (transaction) => {
      const document = await transaction.get(key)
      if (document === undefined) throw new AppError('ResourceNotFound', { kind: 'Backend' })
      // What is put reaches the gateways, whether it is another or not.
      await transaction.put(document)
    })
    return new Response(null, { status: 202 })
  },
})
