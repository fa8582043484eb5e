import { AddRegular } from '@fluentui/react-icons'
import { useMemo } from 'react'
import type { Resource } from '../../shared/api-client/resource.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useAllResources } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { TextLink } from '../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../shared/ui/page/Section.tsx'
import { DataTable, type TableColumn } from '../../shared/ui/table/DataTable.tsx'
import styles from './Security.module.css'
import { securityWords } from './security-words.ts'

/** All providers of one kind, each with its page. */
export function ProviderList<Properties extends { readonly clientId: string }>({
  title,
  description,
  emptyText,
  addLabel,
  collection,
  folder,
  titleOf,
  kindOf,
}: {
  readonly title: string
  readonly description: string
  readonly emptyText: string
  readonly addLabel: string
  readonly collection: string
  /** Of their pages: `identity-providers`. */
  readonly folder: 'identity-providers' | 'authorization-servers' | 'openid-providers'
  readonly titleOf: (provider: Resource<Properties>) => string
  readonly kindOf: (provider: Resource<Properties>) => string
}) {
  const service = useService()
  const words = useWords(securityWords)
  const canWrite = allows(useSession(), 'administrator')
  const list = useAllResources<Properties>(`${service.id}/${collection}`)
  const base = `/publisher/${service.name}/security/${folder}`
  const columns = useMemo(
    (): readonly TableColumn<Resource<Properties>>[] => [
      {
        id: 'name',
        header: words('displayName'),
        cell: (provider) => (
          <TextLink href={`${base}/${encodeURIComponent(provider.name)}`} isName>
            {titleOf(provider)}
          </TextLink>
        ),
        text: titleOf,
      },
      {
        id: 'kind',
        header: words('id'),
        cell: (provider) => <code translate="no">{kindOf(provider)}</code>,
        text: kindOf,
      },
      {
        id: 'clientId',
        header: words('clientId'),
        cell: ({ properties }) => <code translate="no">{properties.clientId}</code>,
        text: ({ properties }) => properties.clientId,
      },
    ],
    [words, base, titleOf, kindOf],
  )
  return (
    <Section
      title={title}
      description={description}
      actions={
        canWrite && (
          <LinkButton icon={<AddRegular />} to={newPages[folder]} params={{ service: service.name }}>
            {addLabel}
          </LinkButton>
        )
      }
    >
      {list.data === undefined ? (
        list.error === null ? (
          <Loading lines={3} />
        ) : (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        )
      ) : list.data.length === 0 ? (
        <p className={styles.aside}>{emptyText}</p>
      ) : (
        <DataTable
          label={title}
          rows={list.data}
          columns={columns}
          rowId={({ id }) => id}
          rowName={titleOf}
          isFetching={list.isFetching}
          empty={null}
        />
      )}
    </Section>
  )
}

const newPages = {
  'identity-providers': '/publisher/$service/security/identity-providers/new',
  'authorization-servers': '/publisher/$service/security/authorization-servers/new',
  'openid-providers': '/publisher/$service/security/openid-providers/new',
} as const
