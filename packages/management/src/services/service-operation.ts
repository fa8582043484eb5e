import type { JsonObject, StoreReader, Transaction } from '@sluice/platform'
import type { ServiceIdentity } from '../arm/identity.ts'

export const operationsCollection = '/operations'

export type StepState = 'Pending' | 'Succeeded' | 'Failed'

/** Work on a service that takes longer than an answer may, as it is stored. */
export interface ServiceOperation {
  readonly kind: 'create' | 'delete' | 'restore' | 'purge'
  readonly service: ServiceIdentity
  readonly location: string
  readonly actor: string
  readonly status: 'InProgress' | 'Succeeded' | 'Failed'
  readonly startTime: string
  readonly endTime: string | null
  readonly steps: readonly { readonly name: string; readonly state: StepState }[]
  readonly error: { readonly code: string; readonly message: string } | null
}

export const operationKey = (id: string): string => `${operationsCollection}/${id.toLowerCase()}`

export async function readOperation(reader: StoreReader, id: string): Promise<ServiceOperation | undefined> {
  const document = await reader.get(operationKey(id))
  return document?.body as unknown as ServiceOperation | undefined
}

export async function putOperation(transaction: Transaction, id: string, operation: ServiceOperation): Promise<void> {
  await transaction.put(
    { key: operationKey(id), collection: operationsCollection, body: operation as unknown as JsonObject },
    { isAudited: false },
  )
}

type NewOperation = Pick<ServiceOperation, 'kind' | 'service' | 'location' | 'actor'>

/** One whose steps are still to be done. */
export const beginOperation = (of: NewOperation, steps: readonly string[], now: number): ServiceOperation => ({
  ...of,
  status: 'InProgress',
  startTime: new Date(now).toISOString(),
  endTime: null,
  steps: steps.map((name) => ({ name, state: 'Pending' })),
  error: null,
})

/** One that is done with the transaction that it is written in. */
export const doneOperation = (of: NewOperation, step: string, now: number): ServiceOperation => ({
  ...beginOperation(of, [], now),
  status: 'Succeeded',
  endTime: new Date(now).toISOString(),
  steps: [{ name: step, state: 'Succeeded' }],
})

/** Letter case and spaces do not count: `West Europe` is `westeurope`. */
export const normalizeLocation = (location: string): string => location.toLowerCase().replaceAll(' ', '')

const pathOf = ({ service, location }: Pick<ServiceOperation, 'service' | 'location'>) =>
  `/subscriptions/${service.subscriptionId}/providers/Microsoft.ApiManagement/locations/${encodeURIComponent(normalizeLocation(location))}`

/** What a client polls after a 201 or 202. */
export function toOperationHeaders(id: string, operation: ServiceOperation, url: URL): Record<string, string> {
  const at = (kind: string) => {
    const address = new URL(`${pathOf(operation)}/${kind}/${id}`, url)
    address.searchParams.set('api-version', url.searchParams.get('api-version') ?? '')
    return address.toString()
  }
  return { 'Azure-AsyncOperation': at('operationStatuses'), Location: at('operationResults'), 'Retry-After': '1' }
}

/** How far an operation is. @see reference: API Management, 4.2 (long-running) */
export function toOperationStatus(id: string, operation: ServiceOperation): JsonObject {
  const { status, startTime, endTime, steps, error } = operation
  const done = steps.filter(({ state }) => state === 'Succeeded').length
  return {
    id: `${pathOf(operation)}/operationStatuses/${id}`,
    name: id,
    status,
    percentComplete: steps.length === 0 ? 100 : Math.round((100 * done) / steps.length),
    startTime,
    ...(endTime === null ? {} : { endTime }),
    properties: { steps: steps.map(({ name, state }) => ({ name, state })) },
    ...(error === null ? {} : { error }),
  }
}
