import type { OperationProperties, PolicyProperties } from '@sluice/contracts'
import { useRef } from 'react'
import { ApiError, isConflictOfVersions, isNotFound } from '../../shared/api-client/api-error.ts'
import { readResource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { useApi } from '../apis/use-api.ts'
import { assertUnwritten } from '../policies/assert-unwritten.ts'
import { defaultPolicy } from '../policies/default-policy.ts'
import { checkPolicy } from '../policies/use-policy-check.ts'
import { type OperationValues, toOperationProperties, toOperationValues } from './operation-values.ts'
import { operationsWords } from './operations-words.ts'

export interface SavedOperation {
  /** Undefined = it is new. */
  readonly path?: string | undefined
  readonly saved: OperationValues
  readonly entityTag?: string | undefined
  /** Undefined = no document is written. */
  readonly policyTag?: string | undefined
}

/** Saves an operation and its policy document, and reads both. */
export function useSaveOperation({ path, saved, entityTag, policyTag }: SavedOperation) {
  const words = useWords(operationsWords)
  const service = useService()
  const api = useApi()
  const change = useArmChange<{ readonly properties: OperationProperties }>()
  // What of a save in two parts was done before the second part failed: the next attempt goes on from there.
  const done = useRef<{ readonly path: string; readonly entityTag: string | undefined }>(undefined)

  const pathOf = (values: OperationValues) => path ?? `${api.id}/operations/${encodeURIComponent(values.name)}`

  const save = async (values: OperationValues, isForced: boolean): Promise<void> => {
    const own = pathOf(values)
    const isNew = path === undefined && done.current?.path !== own
    // Of a new operation the document differs from nothing, were it only cloned.
    const savesPolicy =
      path === undefined ? values.policy !== defaultPolicy('operation') : values.policy !== saved.policy
    if (savesPolicy) await refuseFaults(values.policy, isNew ? undefined : own)
    if (isNew) await refuseTaken(own)
    const before = done.current?.path === own ? done.current.entityTag : entityTag
    const answer = await change.mutateAsync({
      path: own,
      method: 'PUT',
      body: { properties: toOperationProperties(values) },
      ...(isForced || isNew || before === undefined ? {} : { ifMatch: before }),
    })
    done.current = { path: own, entityTag: answer.entityTag }
    if (savesPolicy) {
      const document = `${own}/policies/policy`
      if (!isForced && policyTag === undefined && !isNew) await assertUnwritten(document)
      await change.mutateAsync({
        path: document,
        method: 'PUT',
        body: { properties: { format: 'rawxml', value: values.policy } },
        ...(isForced || policyTag === undefined ? {} : { ifMatch: policyTag }),
        touches: [`${own}/effectivePolicy`, `${service.id}/allPolicies`],
      })
    }
    done.current = undefined
  }

  /** @throws ApiError when the identifier is that of another operation, which must not be written over */
  const refuseTaken = async (own: string) => {
    try {
      await assertUnwritten(own)
    } catch (error) {
      if (!isConflictOfVersions(error)) throw error
      const message = words('faultTaken')
      throw new ApiError({
        status: 400,
        code: 'ValidationError',
        message,
        faults: [{ code: 'ValidationError', target: 'name', message }],
      })
    }
  }

  /** Before anything is saved: half of a save helps nobody. @throws ApiError */
  const refuseFaults = async (value: string, resource: string | undefined) => {
    const faults = await checkPolicy(service.id, {
      value,
      scope: 'operation',
      ...(resource === undefined ? {} : { resource }),
    })
    if (faults.length === 0) return
    throw new ApiError({
      status: 400,
      code: 'ValidationError',
      message: words('policyFaults'),
      faults: faults.map(({ code, message }) => ({ code, target: 'policy', message })),
    })
  }

  const load = async (): Promise<OperationValues> => {
    if (path === undefined) return saved
    const [operation, document] = await Promise.all([
      readResource<OperationProperties>(path),
      readResource<PolicyProperties>(`${path}/policies/policy`, { format: 'rawxml' }).catch((error: unknown) => {
        if (isNotFound(error)) return undefined
        throw error
      }),
    ])
    return toOperationValues(
      operation.name,
      operation.properties,
      document?.properties.value ?? defaultPolicy('operation'),
    )
  }
  return { save, load }
}
