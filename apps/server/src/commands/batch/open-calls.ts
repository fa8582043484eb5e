import type { BatchCalls } from '../../batch-client/batch-calls.ts'
import type { CommandContext } from '../command-context.ts'

/** The calls of the endpoint that the options name. @throws AppError `OptionInvalid`, `NothingInstalled` */
export async function openCalls(
  { sources }: CommandContext,
  { endpoint, key, subscriptionKey }: Readonly<Record<string, unknown>>,
): Promise<BatchCalls> {
  const [{ readEndpointAddress }, { createBatchCalls }] = await Promise.all([
    import('../../batch-client/endpoint-address.ts'),
    import('../../batch-client/batch-calls.ts'),
  ])
  return createBatchCalls({
    address: await readEndpointAddress(String(endpoint), sources),
    key: String(key),
    subscriptionKey: subscriptionKey as string | undefined,
  })
}
