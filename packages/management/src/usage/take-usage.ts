import { type UsageReceipt, usageBatchesPath } from '@sluice/contracts'
import type { AccessRoute } from '../access/access-route.ts'
import { parseContract } from '../arm/faults.ts'
import { readJsonObject } from '../arm/request-body.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { usageBatch } from './usage-batch.ts'

/** Where gateways tell what was called. @throws AppError `ValidationError`, `UsageBatchMissing` */
export const usageBatches = ({ usage, log }: ManagementEnvironment): AccessRoute => ({
  method: 'POST',
  path: usageBatchesPath,
  role: 'internal',
  async answer({ request }) {
    const batch = parseContract(usageBatch, await readJsonObject(request), '')
    const { applied, lost } = await usage.accept(batch)
    if (lost > 0) {
      log.warn(
        'A gateway goes on with usage after batches that are not known here: the database was lost or set back.',
        {
          gateway: batch.gateway,
          number: batch.number,
          lost,
        },
      )
    }
    return Response.json({ applied } satisfies UsageReceipt)
  },
})
