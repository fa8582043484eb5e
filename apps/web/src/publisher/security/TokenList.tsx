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
import { tokensQuery } from './credentials.ts'
import { securityWords } from './security-words.ts'

const route = getRouteApi('/publisher/$service/security')

/** Everything that is signed in now. */
export function TokenList() {
  const { add } = route.useSearch()
  const change = useSearchChange()
  const words = useWords(securityWords)
  const list = useQuery(tokensQuery)
  return (
    <Section
      title={words('tokens')}
      description={words('tokensText')}
      actions={
        <Button icon={<AddRegular />} onClick={() => change({ add: 'token' })}>
          {words('addToken')}
        </Button>
      }
    >
      {list.data === undefined ? (
        list.error === null ? (
          <Loading lines={3} />
        ) : (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        )
      ) : (
        <CredentialTable
          label={words('tokens')}
          rows={list.data.map((token) => ({
            ...token,
            name: token.isOfUser ? words('tokenOfUser', { name: token.subject }) : token.name || words('unnamed'),
            path: `/api/tokens/${encodeURIComponent(token.id)}`,
          }))}
        />
      )}
      {add === 'token' && <CredentialDialog kind="token" onClose={() => change({ add: undefined })} />}
    </Section>
  )
}
