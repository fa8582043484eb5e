import type { PolicyCheckRequest, PolicyCheckResult, PolicyFault } from '@sluice/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { sendArm } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'

const typingPauseMs = 300
const none: readonly PolicyFault[] = []

type Asked = Omit<PolicyCheckRequest, 'format'>

/** The same check as a save makes, without saving. */
export async function checkPolicy(
  serviceId: string,
  asked: Asked,
  signal?: AbortSignal,
): Promise<readonly PolicyFault[]> {
  const { body } = await sendArm<PolicyCheckResult>(`${serviceId}/checkPolicy`, {
    method: 'POST',
    body: { properties: { ...asked, format: 'rawxml' } },
    ...(signal === undefined ? {} : { signal }),
  })
  return body.faults
}

/** Faults of a document while it is written; the former ones stay until the server has answered. */
export function usePolicyCheck({ value, scope, resource }: Asked): {
  readonly faults: readonly PolicyFault[]
  /** Whether the faults are those of the text as it is now. */
  readonly isChecked: boolean
  readonly error: unknown
} {
  const { id } = useService()
  const [asked, setAsked] = useState(value)
  useEffect(() => {
    if (asked === value) return
    const timer = setTimeout(() => setAsked(value), typingPauseMs)
    return () => clearTimeout(timer)
  }, [asked, value])
  const { data, error, isFetching } = useQuery({
    queryKey: ['policy-check', id, scope, resource, asked],
    queryFn: ({ signal }) =>
      checkPolicy(id, { value: asked, scope, ...(resource === undefined ? {} : { resource }) }, signal),
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  })
  return { faults: data ?? none, isChecked: asked === value && !isFetching, error }
}
