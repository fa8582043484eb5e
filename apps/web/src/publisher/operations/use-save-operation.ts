import type { OperationProperties } from '@sluice/contracts'
import { useRef } from 'react'
import { ApiError, isConflictOfVersions } from '../../shared/api-client/api-error.ts'
import { readResource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { useApi } from '../apis/use-api.ts'
import { assertUnwritten } from '../policies/assert-unwritten.ts'
import { defaultPolicy } from '../policies/default-policy.ts'
import { checkPolicy } from '../policies/use-policy-check.ts'
import { readPolicyDocument } from '../policies/use-policy-document.ts'
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

/** One text of the tags of an operation and of its policy document. */
export const joinTags = (entityTag: string | undefined, policyTag: string | undefined): string =>
  JSON.stringify([entityTag ?? '', policyTag ?? ''])

function splitTags(tags: string | undefined): readonly (string | undefined)[] {
  if (tags === undefined || tags === '*') return []
  return (JSON.parse(tags) as readonly string[]).map((tag) => (tag === '' ? undefined : tag))
}

/** Saves an operation and its policy document, and reads both. */
export function useSaveOperation({ path, saved, policyTag }: SavedOperation) {
  const words = useWords(operationsWords)
  const service = useService()
  const api = useApi()
  const change = useArmChange<{ readonly properties: OperationProperties }>()
  // While somebody types, others may save: what this document was under the tag that they began with.
  const policies = useRef(new Map<string, string>())
  policies.current.set(policyTag ?? '', saved.policy)
  // What of a save in two parts was done before the second part failed: the next attempt goes on from there.
  const done = useRef<{ readonly path: string; readonly entityTag: string | undefined }>(undefined)

  const pathOf = (values: OperationValues) => path ?? `${api.id}/operations/${encodeURIComponent(values.name)}`

  /** @param begun tags, by `joinTags`, of what the user began to change */
  const save = async (values: OperationValues, begun: string | undefined, isForced: boolean): Promise<void> => {
    const [beganWith, policyBeganWith] = splitTags(begun)
    const own = pathOf(values)
    const isNew = path === undefined && done.current?.path !== own
    // Of a new operation the document differs from nothing, were it only cloned.
    const savesPolicy =
      path === undefined
        ? values.policy !== defaultPolicy('operation')
        : values.policy !== policies.current.get(policyBeganWith ?? '')
    if (savesPolicy) await refuseFaults(values.policy, isNew ? undefined : own)
    if (isNew) await refuseTaken(own)
    const before = done.current?.path === own ? done.current.entityTag : beganWith
    const answer = await change.mutateAsync({
      path: own,
      method: 'PUT',
      body: { properties: toOperationProperties(values) },
      ...(isForced || isNew || before === undefined ? {} : { ifMatch: before }),
    })
    done.current = { path: own, entityTag: answer.entityTag }
    if (savesPolicy) {
      const document = `${own}/policies/policy`
      if (!isForced && policyBeganWith === undefined && !isNew) await assertUnwritten(document)
      await change.mutateAsync({
        path: document,
        method: 'PUT',
        body: { properties: { format: 'rawxml', value: values.policy } },
        ...(isForced || policyBeganWith === undefined ? {} : { ifMatch: policyBeganWith }),
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
    const [operation, document] = await Promise.all([readResource<OperationProperties>(path), readPolicyDocument(path)])
    return toOperationValues(
      operation.name,
      operation.properties,
      document?.properties.value ?? defaultPolicy('operation'),
    )
  }
  return { save, load }
}
