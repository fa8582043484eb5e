import { AddRegular, PlugConnectedRegular } from '@fluentui/react-icons'
import { getRouteApi } from '@tanstack/react-router'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { EmptyState } from '../../shared/ui/feedback/EmptyState.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { useApi } from '../apis/use-api.ts'
import styles from './operations.module.css'
import { operationsWords } from './operations-words.ts'
import { useOperations } from './use-operations.ts'

const route = getRouteApi('/publisher/$service/apis/$api/operations')

/** Beside the list as long as nothing is open. */
export function NoOperationPage() {
  const words = useWords(operationsWords)
  const { service, api: apiName } = route.useParams()
  const api = useApi()
  const mayWrite = allows(useSession(), 'publisher')
  const { data } = useOperations(api.id)
  if (data === undefined) return null
  if (data.length > 0) return <p className={styles.hint}>{words('choose')}</p>
  return (
    <EmptyState
      icon={<PlugConnectedRegular fontSize={32} />}
      title={words('emptyTitle')}
      action={
        mayWrite && (
          <LinkButton
            appearance="primary"
            icon={<AddRegular />}
            to="/publisher/$service/apis/$api/operations/new"
            params={{ service, api: apiName }}
          >
            {words('addOperation')}
          </LinkButton>
        )
      }
    >
      {words('emptyText')}
    </EmptyState>
  )
}
