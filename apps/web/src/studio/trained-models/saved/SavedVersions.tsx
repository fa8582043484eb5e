import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { DataTable, type TableColumn } from '../../../shared/ui/table/DataTable.tsx'
import { StateLabel } from '../../../shared/ui/values/StateLabel.tsx'
import { useStudio } from '../../api/studio-api.ts'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { toFamilies } from '../families.ts'
import { SavedOrigin } from '../list/SavedOrigin.tsx'
import { type Saved, savedCollections, savedHref } from '../saved-place.ts'
import type { SavedKind } from '../saved-search.ts'
import { savedWords } from '../saved-words.ts'

/** All versions of one thing, the newest first. */
export function SavedVersions({ kind, saved }: { readonly kind: SavedKind; readonly saved: Saved }) {
  const words = useWords(savedWords)
  const { bytes, moment } = useFormats()
  const { base } = useStudioPlace()
  const { data, error, refetch } = useStudio<{ readonly value: readonly Saved[] }>(savedCollections[kind])
  if (data === undefined) {
    return error === null ? <Loading lines={3} /> : <ErrorState error={error} onRetry={() => void refetch()} />
  }
  const family = toFamilies(data.value).find(({ latest }) => latest.familyId === saved.familyId)
  const columns: readonly TableColumn<Saved>[] = [
    {
      id: 'made',
      header: words('made'),
      cell: ({ id, createdAt }) => <TextLink href={savedHref(base, kind, id)}>{moment(createdAt)}</TextLink>,
    },
    {
      id: 'state',
      header: '',
      cell: ({ id }) => (
        <>
          {id === family?.latest.id && <StateLabel kind="done">{words('latest')}</StateLabel>}{' '}
          {id === saved.id && <StateLabel kind="info">{words('shown')}</StateLabel>}
        </>
      ),
    },
    { id: 'size', header: words('size'), isNumeric: true, cell: ({ byteCount }) => bytes(byteCount) },
    { id: 'from', header: words('from'), cell: (version) => <SavedOrigin saved={version} /> },
  ]
  return (
    <DataTable
      label={words('versions')}
      rows={family?.versions ?? []}
      columns={columns}
      rowId={({ id }) => id}
      rowName={({ createdAt }) => moment(createdAt)}
      empty={null}
    />
  )
}
