import type { OperationProperties } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useResource } from '../../shared/api-client/use-resource.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { useApi } from '../apis/use-api.ts'
import { defaultPolicy } from '../policies/default-policy.ts'
import { usePolicyDocument } from '../policies/use-policy-document.ts'
import { OperationActions } from './OperationActions.tsx'
import { OperationEditor } from './OperationEditor.tsx'
import { toOperationValues } from './operation-values.ts'
import styles from './operations.module.css'

const route = getRouteApi('/publisher/$service/apis/$api/operations/$operation')

/** One operation with its policy document. */
export function OperationPage() {
  const { operation: name } = route.useParams()
  const api = useApi()
  const path = `${api.id}/operations/${encodeURIComponent(name)}`
  const operation = useResource<OperationProperties>(path)
  const policy = usePolicyDocument(path)
  if (operation.data === undefined || policy.data === undefined) {
    const error = operation.error ?? policy.error
    if (error === null) return <Loading lines={10} />
    return <ErrorState error={error} onRetry={() => void Promise.all([operation.refetch(), policy.refetch()])} />
  }
  const document = policy.data ?? undefined
  return (
    <>
      <div className={styles.head}>
        <h2 className={styles.heading} translate="no">
          {operation.data.properties.displayName}
        </h2>
        <OperationActions operation={operation.data} policy={document} />
      </div>
      <OperationEditor
        key={path.toLowerCase()}
        path={path}
        saved={toOperationValues(
          operation.data.name,
          operation.data.properties,
          document?.properties.value ?? defaultPolicy('operation'),
        )}
        entityTag={operation.data.entityTag}
        policyTag={document?.entityTag}
      />
    </>
  )
}
