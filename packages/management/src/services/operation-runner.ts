import { isAppError } from '@sluice/contracts'
import type { Transaction } from '@sluice/platform'
import type { ServiceIdentity } from '../arm/identity.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { creationSteps } from './create-service.ts'
import { storeService } from './put-service.ts'
import { readService } from './service-document.ts'
import { operationsCollection, putOperation, readOperation, type ServiceOperation } from './service-operation.ts'

/** Does what operations consist of, in the background of the calls that began them. */
export interface OperationRunner {
  /** Does the rest of an operation; what fails is written into it, and never thrown. */
  run(id: string, service: ServiceIdentity): Promise<void>
  /** Resolves when this process works on the service no longer. */
  settle(service: ServiceIdentity): Promise<void>
  /** Goes on with all that a former process left unfinished. */
  resume(): Promise<void>
  /** Takes no further step; the next process goes on. */
  close(): void
}

/** Last step of every creation: from here on the service is open. */
const activation = 'Activate the service'

export const stepsOfCreation: readonly string[] = [...Object.keys(creationSteps), activation]

export function createOperationRunner(environment: ManagementEnvironment): OperationRunner {
  const { store, log } = environment
  const running = new Map<string, Promise<void>>()
  let isClosed = false

  /** One step in a transaction of its own. @returns whether there may be another one */
  const advance = async (id: string): Promise<boolean> => {
    const operation = await readOperation(store, id)
    if (operation?.status !== 'InProgress') return false
    return store.transact({ actor: operation.actor, requestId: id }, async (transaction) => {
      // Read again: another process may have taken the step in between.
      const current = await readOperation(transaction, id)
      const step = current?.steps.find(({ state }) => state === 'Pending')
      if (current?.status !== 'InProgress' || step === undefined) return false
      await takeStep(environment, transaction, current, step.name)
      const steps = current.steps.map((one) => (one === step ? { ...one, state: 'Succeeded' as const } : one))
      const isDone = steps.every(({ state }) => state === 'Succeeded')
      const end = { status: 'Succeeded' as const, endTime: new Date(environment.clock.now()).toISOString() }
      await putOperation(transaction, id, { ...current, steps, ...(isDone ? end : {}) })
      return !isDone
    })
  }

  const work = async (id: string) => {
    try {
      while (!isClosed && (await advance(id)));
    } catch (error) {
      // What ends with the process is not the fault of the operation: the next one goes on.
      if (isClosed) return
      log.error('An operation on a service failed.', { operation: id, error })
      await markFailed(environment, id, error).catch((failure: unknown) =>
        log.error('The failure of an operation could not be written down.', { operation: id, error: failure }),
      )
    }
  }

  return {
    async run(id, service) {
      const name = service.name.toLowerCase()
      const promise = (running.get(name) ?? Promise.resolve()).then(() => work(id))
      running.set(name, promise)
      await promise
      if (running.get(name) === promise) running.delete(name)
    },
    async settle({ name }) {
      await running.get(name.toLowerCase())
    },
    async resume() {
      const { documents } = await store.find({
        from: { collection: operationsCollection },
        where: { kind: 'compare', field: { kind: 'body', path: ['status'] }, operator: 'eq', value: 'InProgress' },
      })
      await Promise.all(
        documents.map(({ key, body }) =>
          this.run(key.slice(operationsCollection.length + 1), (body as unknown as ServiceOperation).service),
        ),
      )
    },
    close() {
      isClosed = true
    },
  }
}

async function takeStep(
  environment: ManagementEnvironment,
  transaction: Transaction,
  { service: { name } }: ServiceOperation,
  step: string,
): Promise<void> {
  const service = await readService(transaction, name)
  if (service === undefined) throw new Error(`The service '${name}' is gone.`)
  if (step === activation) {
    const { provisioningState: _, ...ready } = service
    await storeService(transaction, ready)
    return
  }
  if (service.provisioningState !== 'Activating') {
    await storeService(transaction, { ...service, provisioningState: 'Activating' })
  }
  await creationSteps[step]?.({ environment, transaction, service })
}

async function markFailed({ store, clock }: ManagementEnvironment, id: string, error: unknown): Promise<void> {
  await store.transact({ actor: 'operations', requestId: id }, async (transaction) => {
    const current = await readOperation(transaction, id)
    if (current?.status !== 'InProgress') return
    const step = current.steps.find(({ state }) => state === 'Pending')
    const { code, message } = isAppError(error)
      ? error
      : {
          code: 'InternalServerError',
          message: 'An internal error occurred. The log has its cause under the id of the operation.',
        }
    await putOperation(transaction, id, {
      ...current,
      status: 'Failed',
      endTime: new Date(clock.now()).toISOString(),
      steps: current.steps.map((one) => (one === step ? { ...one, state: 'Failed' as const } : one)),
      error: { code, message },
    })
    const service = await readService(transaction, current.service.name)
    if (service !== undefined) await storeService(transaction, { ...service, provisioningState: 'Failed' })
  })
}
