import { type UsageBatch, usageBatchesPath } from '@sluice/contracts'
import { createSystemClock } from '@sluice/platform/clock'
import { loadSecretKey } from '@sluice/platform/secret-key'
import { createBearerTokens } from '@sluice/platform/tokens'
import type { RunningSluice } from './start-sluice.ts'

/** Tells management of calls, as a gateway of the installation would. */
export async function postUsage(
  { addresses, dataFolder }: Pick<RunningSluice, 'addresses' | 'dataFolder'>,
  { cells, records }: Pick<UsageBatch, 'cells' | 'records'>,
): Promise<void> {
  const masterKey = loadSecretKey(dataFolder, undefined)
  const tokens = createBearerTokens({ masterKey, clock: createSystemClock() })
  const batch: UsageBatch = { gateway: '1'.padStart(32, '0'), number: 1, cells, records }
  const response = await fetch(new URL(usageBatchesPath, addresses.management ?? ''), {
    method: 'POST',
    headers: { Authorization: `Bearer ${await tokens.issue({ subject: 'gateway', role: 'internal' }, 60)}` },
    body: JSON.stringify(batch),
  })
  if (!response.ok) throw new Error(`Usage was refused: ${response.status} ${await response.text()}`)
}
