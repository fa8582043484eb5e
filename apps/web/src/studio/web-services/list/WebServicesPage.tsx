import { Button, Tooltip } from '@fluentui/react-components'
import { DeleteRegular, GlobeRegular } from '@fluentui/react-icons'
import type { WebServiceAnswer } from '@sluice/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { allows, useSession } from '../../../shared/auth/session.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { pageSize } from '../../../shared/routing/list-search.ts'
import { EmptyState, NothingFound } from '../../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { DataTable, type TableColumn } from '../../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../../shared/ui/table/SearchField.tsx'
import { TimeAgo } from '../../../shared/ui/values/TimeAgo.tsx'
import { studioKeyBelow, useStudio } from '../../api/studio-api.ts'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { DeleteWebServiceDialog } from '../DeleteWebServiceDialog.tsx'
import { useExperimentNames } from '../experiment-names.ts'
import { webServiceHref } from '../web-service-paths.ts'
import { webServiceWords } from '../web-service-words.ts'
import styles from './list.module.css'
import { listWords } from './list-words.ts'
import { sortWebServices } from './sort-web-services.ts'

const route = getRouteApi('/studio/$workspace/web-services')

/** All web services of the workspace. */
export function WebServicesPage() {
  const words = useWords(listWords)
  const own = useWords(webServiceWords)
  const { area } = useStudioPlace()
  const workspace = useWorkspace()
  const client = useQueryClient()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = allows(useSession(), 'publisher')
  const [deleting, setDeleting] = useState<WebServiceAnswer>()
  const { data, error, refetch, isFetching } = useStudio<{ value: readonly WebServiceAnswer[] }>('/web-services')
  const { q = '', sort = '-updated', page = 1 } = search
  const find = (change: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, page: undefined, ...change }), replace: 'q' in change })
  const wanted = q.trim().toLowerCase()
  const found = sortWebServices(data?.value ?? [], sort).filter(
    ({ name, description }) => name.toLowerCase().includes(wanted) || description.toLowerCase().includes(wanted),
  )
  const columns = useColumns(mayChange ? setDeleting : undefined)
  return (
    <Page title={own('title')} description={words('description')} area={area}>
      {data === undefined &&
        (error === null ? <Loading /> : <ErrorState error={error} onRetry={() => void refetch()} />)}
      {data?.value.length === 0 && (
        <EmptyState
          icon={<GlobeRegular fontSize={32} />}
          title={words('emptyTitle')}
          action={<TextLink href={`/studio/${workspace.id}`}>{words('experiments')}</TextLink>}
        >
          {words('emptyText')}
        </EmptyState>
      )}
      {data !== undefined && data.value.length > 0 && (
        <DataTable
          label={own('title')}
          rows={found.slice((page - 1) * pageSize, page * pageSize)}
          columns={columns}
          rowId={({ id }) => id}
          rowName={({ name }) => name}
          sort={sort}
          onSort={(chosen) => find({ sort: chosen })}
          paging={{ page, size: pageSize, total: found.length, onPage: (next) => find({ page: next }) }}
          isFetching={isFetching}
          filters={
            <SearchField things={words('things')} value={q} onSearch={(text) => find({ q: text || undefined })} />
          }
          empty={<NothingFound things={words('things')} search={q} onClear={() => find({ q: undefined })} />}
        />
      )}
      {deleting !== undefined && (
        <DeleteWebServiceDialog
          webService={deleting}
          onClose={(isDeleted) => {
            setDeleting(undefined)
            if (isDeleted) void client.invalidateQueries({ queryKey: studioKeyBelow(workspace.id, '/web-services') })
          }}
        />
      )}
    </Page>
  )
}

function useColumns(onDelete?: (webService: WebServiceAnswer) => void): readonly TableColumn<WebServiceAnswer>[] {
  const words = useWords(listWords)
  const own = useWords(webServiceWords)
  const workspace = useWorkspace()
  const experiments = useExperimentNames()
  const kindOf = ({ isBatchOnly }: WebServiceAnswer) => (isBatchOnly ? own('batchOnly') : words('kindBoth'))
  const experimentOf = ({ experimentId }: WebServiceAnswer) =>
    experimentId === null ? undefined : experiments.get(experimentId)
  return [
    {
      id: 'name',
      header: own('name'),
      sortField: 'name',
      cell: ({ id, name }) => (
        <span className={styles.name}>
          <TextLink href={webServiceHref(workspace.id, id)} isName>
            {name}
          </TextLink>
        </span>
      ),
      text: ({ name }) => name,
    },
    {
      id: 'endpoints',
      header: own('endpoints'),
      sortField: 'endpointCount',
      isNumeric: true,
      cell: ({ endpointCount }) => endpointCount,
      text: ({ endpointCount }) => endpointCount,
    },
    { id: 'kind', header: words('kind'), cell: kindOf, text: kindOf },
    {
      id: 'experiment',
      header: own('experiment'),
      cell: (row) => {
        const name = experimentOf(row)
        return (
          name !== undefined && (
            <span className={styles.name}>
              <TextLink href={`/studio/${workspace.id}/experiments/${row.experimentId}`} isName>
                {name}
              </TextLink>
            </span>
          )
        )
      },
      text: (row) => experimentOf(row) ?? '',
    },
    {
      id: 'created',
      header: own('created'),
      sortField: 'created',
      cell: ({ createdAt }) => <TimeAgo iso={createdAt} />,
      text: ({ createdAt }) => createdAt,
    },
    {
      id: 'updated',
      header: own('updated'),
      sortField: 'updated',
      cell: ({ updatedAt }) => <TimeAgo iso={updatedAt} />,
      text: ({ updatedAt }) => updatedAt,
    },
    ...(onDelete === undefined
      ? []
      : [
          {
            id: 'actions',
            header: '',
            cell: (row: WebServiceAnswer) => (
              <Tooltip content={own('deleteNamed', { name: row.name })} relationship="label">
                <Button appearance="subtle" icon={<DeleteRegular />} onClick={() => onDelete(row)} />
              </Tooltip>
            ),
          },
        ]),
  ]
}
