import type { PolicyDeclarationList } from '@sluice/contracts'
import { useMemo } from 'react'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources, useArm } from '../../shared/api-client/use-resource.ts'
import type { KnownNames } from './policy-completion.ts'
import { type DocumentScope, type PolicyCatalogue, toCatalogue } from './policy-shapes.ts'

const emptyNames: KnownNames = { namedValues: [], fragments: [], backends: [] }

/** What the gateway of this instance has to offer to a document of this scope; the same object between renders. */
export function usePolicyCatalogue(scope: DocumentScope): {
  readonly catalogue: PolicyCatalogue
  readonly names: KnownNames
} {
  const { id } = useService()
  const { data } = useArm<PolicyDeclarationList>(`${id}/policyDeclarations`)
  const namedValues = useAllResources<{ readonly displayName: string }>(`${id}/namedValues`).data
  const fragments = useAllResources<object>(`${id}/policyFragments`).data
  const backends = useAllResources<object>(`${id}/backends`).data
  const catalogue = useMemo(() => toCatalogue(data?.value ?? [], scope), [data, scope])
  const names = useMemo<KnownNames>(
    () =>
      namedValues === undefined && fragments === undefined && backends === undefined
        ? emptyNames
        : {
            namedValues: (namedValues ?? []).map(({ properties }) => properties.displayName),
            fragments: (fragments ?? []).map(({ name }) => name),
            backends: (backends ?? []).map(({ name }) => name),
          },
    [namedValues, fragments, backends],
  )
  return { catalogue, names }
}
