import { Button } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { useSearchChange } from '../editing/use-search-change.ts'
import { CredentialDialog } from './CredentialDialog.tsx'
import { CredentialTable } from './CredentialTable.tsx'
import { clientsQuery } from './credentials.ts'
import styles from './Security.module.css'
import { securityWords } from './security-words.ts'

const route = getRouteApi('/publisher/$service/security')

/** Programs that sign in by themselves. */
export function ClientList() {
  const { add } = route.useSearch()
  const change = useSearchChange()
  const words = useWords(securityWords)
  const list = useQuery(clientsQuery)
  return (
    <Section
      title={words('clients')}
      description={words('clientsText')}
      actions={
        <Button icon={<AddRegular />} onClick={() => change({ add: 'client' })}>
          {words('addClient')}
        </Button>
      }
    >
      {list.data === undefined ? (
        list.error === null ? (
          <Loading lines={3} />
        ) : (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        )
      ) : list.data.length === 0 ? (
        <p className={styles.aside}>{words('clientsEmpty')}</p>
      ) : (
        <CredentialTable
          label={words('clients')}
          rows={list.data.map(({ clientId, displayName, ...rest }) => ({
            ...rest,
            id: clientId,
            name: displayName,
            path: `/api/clients/${encodeURIComponent(clientId)}`,
          }))}
        />
      )}
      {add === 'client' && <CredentialDialog kind="client" onClose={() => change({ add: undefined })} />}
    </Section>
  )
}
