import { Badge } from '@fluentui/react-components'
import type { DatasetAnswer } from '@sluice/contracts'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import type { TableColumn } from '../../../shared/ui/table/DataTable.tsx'
import { TimeAgo } from '../../../shared/ui/values/TimeAgo.tsx'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { AuthorName } from '../../naming/AuthorName.tsx'
import { datasetWords } from '../dataset-words.ts'
import { formatOf } from '../format-of.ts'
import { DatasetActions } from './DatasetActions.tsx'
import styles from './list.module.css'

/** Columns of the list of datasets. */
export function useDatasetColumns(): readonly TableColumn<DatasetAnswer>[] {
  const words = useWords(datasetWords)
  const { number, bytes } = useFormats()
  const { base } = useStudioPlace()
  return [
    {
      id: 'name',
      header: words('name'),
      sortField: 'name',
      cell: ({ id, name, source }) => (
        <span className={styles.name}>
          <TextLink href={`${base}/datasets/${id}`} isName>
            {name}
          </TextLink>
          {source?.kind === 'sample' && (
            <Badge appearance="outline" color="informative">
              {words('sample')}
            </Badge>
          )}
        </span>
      ),
      text: ({ name }) => name,
    },
    {
      id: 'format',
      header: words('format'),
      cell: (row) => formatOf(row) ?? words('table'),
      text: (row) => formatOf(row) ?? words('table'),
    },
    {
      id: 'rows',
      header: words('rows'),
      sortField: 'rowCount',
      isNumeric: true,
      cell: ({ rowCount }) => number(rowCount),
      text: ({ rowCount }) => rowCount,
    },
    {
      id: 'columns',
      header: words('columns'),
      isNumeric: true,
      cell: ({ columns }) => number(columns.length),
      text: ({ columns }) => columns.length,
    },
    {
      id: 'size',
      header: words('size'),
      sortField: 'byteCount',
      isNumeric: true,
      cell: ({ byteCount }) => (byteCount === null ? null : bytes(byteCount)),
      text: ({ byteCount }) => byteCount ?? '',
    },
    {
      id: 'version',
      header: words('version'),
      isNumeric: true,
      cell: ({ version }) => number(version),
      text: ({ version }) => version,
    },
    {
      id: 'changed',
      header: words('changed'),
      sortField: 'createdAt',
      cell: ({ createdAt }) => <TimeAgo iso={createdAt} />,
      text: ({ createdAt }) => createdAt,
    },
    {
      id: 'by',
      header: words('by'),
      cell: ({ owner }) => <AuthorName author={owner} />,
      text: ({ owner }) => owner,
    },
    { id: 'actions', header: '', cell: (dataset) => <DatasetActions dataset={dataset} /> },
  ]
}
