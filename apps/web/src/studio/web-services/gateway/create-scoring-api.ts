import { ApiError, isNotFound } from '../../../shared/api-client/api-error.ts'
import { readResource, sendArm } from '../../../shared/api-client/resource.ts'
import type { ScoringOperation } from './scoring-api.ts'

export interface NewScoringApi {
  /** Path of the instance in the management API. */
  readonly serviceId: string
  readonly identifier: string
  readonly properties: object
  readonly operations: readonly ScoringOperation[]
  /** Identifier of the product that takes it; undefined = none. */
  readonly product: string | undefined
  /** Said where an API has the identifier already. */
  readonly takenMessage: string
}

/**
 * Makes an API with its operations and puts it into a product. When a later step fails, the API is taken away again.
 * @param onStep how many of so many steps are done, and the next one
 * @throws ApiError
 */
export async function createScoringApi(
  { serviceId, identifier, properties, operations, product, takenMessage }: NewScoringApi,
  onStep: (done: number, all: number, name: string | undefined) => void,
): Promise<void> {
  const path = `${serviceId}/apis/${identifier}`
  await assertFree(path, takenMessage)
  const put = (below: string, body?: object) => () =>
    sendArm(`${path}${below}`, { method: 'PUT', ...(body === undefined ? {} : { body: { properties: body } }) })
  const steps: (readonly [name: string | undefined, step: () => Promise<unknown>])[] = [
    [undefined, put('', properties)],
    ...operations.map((one) => [one.properties.displayName, put(`/operations/${one.name}`, one.properties)] as const),
  ]
  if (product !== undefined) {
    steps.push([undefined, () => sendArm(`${serviceId}/products/${product}/apis/${identifier}`, { method: 'PUT' })])
  }
  for (const [done, [name, step]] of steps.entries()) {
    onStep(done, steps.length, name)
    try {
      await step()
    } catch (error) {
      if (done > 0) await removeApi(path)
      throw error
    }
  }
  onStep(steps.length, steps.length, undefined)
}

async function assertFree(path: string, message: string): Promise<void> {
  try {
    await readResource(path)
  } catch (error) {
    if (isNotFound(error)) return
    throw error
  }
  throw new ApiError({ status: 409, code: 'ValidationError', message })
}

/** Why the step before failed is what counts; an API that stays is seen in the list. */
const removeApi = (path: string) =>
  sendArm(path, { method: 'DELETE', ifMatch: '*', query: { deleteRevisions: true } }).catch(() => undefined)
