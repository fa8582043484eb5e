import { Button } from '@fluentui/react-components'
import { AddRegular, DeleteRegular, FolderRegular } from '@fluentui/react-icons'
import type { ContainerListAnswer } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { EmptyState } from '../../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { DataTable, type TableColumn } from '../../../shared/ui/table/DataTable.tsx'
import { RowMenu } from '../../../shared/ui/table/RowMenu.tsx'
import { TimeAgo } from '../../../shared/ui/values/TimeAgo.tsx'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { containersPath } from '../storage-place.ts'
import { storageWords } from '../storage-words.ts'
import { useAllPages } from '../use-all-pages.ts'
import { DeleteContainerDialog } from './DeleteContainerDialog.tsx'
import { NewContainerDialog } from './NewContainerDialog.tsx'

const route = getRouteApi('/studio/$workspace/storage')
type Container = ContainerListAnswer['value'][number]

/** The containers of the account. */
export function ContainerList() {
  const words = useWords(storageWords)
  const { base } = useStudioPlace()
  const { add } = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = useMay('publisher')
  const [deleted, setDeleted] = useState<string>()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching } =
    useAllPages<ContainerListAnswer>(containersPath)
  const containers = data?.pages.flatMap(({ value }) => value)
  const open = mayChange && (
    <Button appearance="primary" icon={<AddRegular />} onClick={() => void navigate({ search: { add: true } })}>
      {words('newContainer')}
    </Button>
  )
  const columns: readonly TableColumn<Container>[] = [
    {
      id: 'name',
      header: words('name'),
      cell: ({ name }) => (
        <TextLink href={`${base}/storage/${encodeURIComponent(name)}`} isName>
          {name}
        </TextLink>
      ),
      text: ({ name }) => name,
    },
    {
      id: 'changed',
      header: words('changed'),
      cell: ({ modifiedAt }) => <TimeAgo iso={modifiedAt} />,
      text: ({ modifiedAt }) => modifiedAt,
    },
    ...(mayChange
      ? [
          {
            id: 'actions',
            header: '',
            cell: ({ name }: Container) => (
              <RowMenu
                name={name}
                actions={[{ label: words('delete'), icon: <DeleteRegular />, onSelect: () => setDeleted(name) }]}
              />
            ),
          },
        ]
      : []),
  ]
  return (
    <Section title={words('containers')} actions={open}>
      {containers === undefined &&
        (error === null ? <Loading lines={3} /> : <ErrorState error={error} onRetry={() => void refetch()} />)}
      {containers !== undefined && (
        <DataTable
          label={words('containers')}
          rows={containers}
          columns={columns}
          rowId={({ name }) => name}
          rowName={({ name }) => name}
          isFetching={isFetching}
          empty={
            <EmptyState icon={<FolderRegular fontSize={32} />} title={words('containersEmpty')}>
              {words('containersEmptyText')}
            </EmptyState>
          }
        />
      )}
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>{words('more')}</Button>}
      {add === true && mayChange && <NewContainerDialog onClose={() => void navigate({ search: {}, replace: true })} />}
      {deleted !== undefined && <DeleteContainerDialog name={deleted} onClose={() => setDeleted(undefined)} />}
    </Section>
  )
}
