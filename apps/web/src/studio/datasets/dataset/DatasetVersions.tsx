import type { DatasetAnswer } from '@sluice/contracts'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { DataTable, type TableColumn } from '../../../shared/ui/table/DataTable.tsx'
import { StateLabel } from '../../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../../shared/ui/values/TimeAgo.tsx'
import { useStudio } from '../../api/studio-api.ts'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { AuthorName } from '../../naming/AuthorName.tsx'
import { datasetPath } from '../dataset-place.ts'
import { datasetWords } from '../dataset-words.ts'

/** All versions of a dataset, the newest first. */
export function DatasetVersions({ id: shownId }: { readonly id: string }) {
  const words = useWords(datasetWords)
  const { number } = useFormats()
  const { base } = useStudioPlace()
  const { data, error, refetch } = useStudio<{ readonly value: readonly DatasetAnswer[] }>(
    `${datasetPath(shownId)}/versions`,
  )
  if (data === undefined) {
    return error === null ? <Loading lines={3} /> : <ErrorState error={error} onRetry={() => void refetch()} />
  }
  const columns: readonly TableColumn<DatasetAnswer>[] = [
    {
      id: 'version',
      header: words('version'),
      cell: ({ id, version }) => (
        <TextLink href={`${base}/datasets/${id}`}>{`${words('version')} ${version}`}</TextLink>
      ),
    },
    {
      id: 'state',
      header: '',
      cell: ({ id, isLatest }) => (
        <>
          {isLatest && <StateLabel kind="done">{words('latest')}</StateLabel>}{' '}
          {id === shownId && <StateLabel kind="info">{words('shown')}</StateLabel>}
        </>
      ),
    },
    { id: 'rows', header: words('rows'), isNumeric: true, cell: ({ rowCount }) => number(rowCount) },
    { id: 'columns', header: words('columns'), isNumeric: true, cell: ({ columns: all }) => number(all.length) },
    { id: 'made', header: words('created'), cell: ({ createdAt }) => <TimeAgo iso={createdAt} /> },
    { id: 'by', header: words('author'), cell: ({ owner }) => <AuthorName author={owner} /> },
  ]
  return (
    <DataTable
      label={words('versions')}
      rows={data.value}
      columns={columns}
      rowId={({ id }) => id}
      rowName={({ version }) => String(version)}
      empty={null}
    />
  )
}
