import type { OperationProperties } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useResource } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { useApi } from '../apis/use-api.ts'
import { defaultPolicy } from '../policies/default-policy.ts'
import { usePolicyDocument } from '../policies/use-policy-document.ts'
import { OperationEditor } from './OperationEditor.tsx'
import { newOperation, toOperationValues } from './operation-values.ts'
import styles from './operations.module.css'
import { operationsWords } from './operations-words.ts'

const route = getRouteApi('/publisher/$service/apis/$api/operations/new')

/** A new operation, empty or as the clone of another one. */
export function NewOperationPage() {
  const words = useWords(operationsWords)
  const api = useApi()
  const { from } = route.useSearch()
  const source = from === undefined ? undefined : `${api.id}/operations/${encodeURIComponent(from)}`
  const operation = useResource<OperationProperties>(source)
  const policy = usePolicyDocument(source)
  const heading = <h2 className={styles.heading}>{words('newOperation')}</h2>
  if (source === undefined) {
    return (
      <>
        {heading}
        <OperationEditor key="new" saved={newOperation(defaultPolicy('operation'))} />
      </>
    )
  }
  if (operation.data === undefined || policy.data === undefined) {
    const error = operation.error ?? policy.error
    if (error === null) return <Loading />
    return <ErrorState error={error} onRetry={() => void Promise.all([operation.refetch(), policy.refetch()])} />
  }
  const { properties } = operation.data
  const clone = toOperationValues(
    '',
    { ...properties, displayName: words('cloneName', { name: properties.displayName }) },
    policy.data?.properties.value ?? defaultPolicy('operation'),
  )
  return (
    <>
      {heading}
      <Notice intent="info">{words('mustChange')}</Notice>
      <OperationEditor key={`new ${from}`} saved={clone} isClone />
    </>
  )
}
