import { AppError } from '@sluice/contracts/errors'
import type { BatchCalls } from '../../batch-client/batch-calls.ts'
import type { CommandContext } from '../command-context.ts'

/** Others on the machine can read the arguments of a command, and not its environment. */
export const keyVariables = { key: 'SLUICE_ENDPOINT_KEY', subscriptionKey: 'SLUICE_SUBSCRIPTION_KEY' } as const

/** The calls of the endpoint that the options name. @throws AppError `OptionInvalid`, `NothingInstalled` */
export async function openCalls(
  { sources }: CommandContext,
  { endpoint, key, subscriptionKey }: Readonly<Record<string, unknown>>,
): Promise<BatchCalls> {
  const [{ environmentOf }, { readEndpointAddress }, { createBatchCalls }] = await Promise.all([
    import('../../config.ts'),
    import('../../batch-client/endpoint-address.ts'),
    import('../../batch-client/batch-calls.ts'),
  ])
  const environment = environmentOf(sources)
  const endpointKey = (key as string | undefined) ?? environment[keyVariables.key]
  if (endpointKey === undefined || endpointKey === '') {
    const rule = `must be given, or stand in the variable ${keyVariables.key}`
    throw new AppError('OptionInvalid', { option: '--key', value: '(none)', rule })
  }
  return createBatchCalls({
    address: await readEndpointAddress(String(endpoint), sources),
    key: endpointKey,
    subscriptionKey: (subscriptionKey as string | undefined) ?? environment[keyVariables.subscriptionKey],
  })
}
