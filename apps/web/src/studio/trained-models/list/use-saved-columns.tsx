import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import type { TableColumn } from '../../../shared/ui/table/DataTable.tsx'
import { TimeAgo } from '../../../shared/ui/values/TimeAgo.tsx'
import { useModuleCatalogue } from '../../api/module-catalogue.ts'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import type { SavedFamily } from '../families.ts'
import { moduleOf, savedHref } from '../saved-place.ts'
import type { SavedKind } from '../saved-search.ts'
import { savedWords } from '../saved-words.ts'
import { SavedActions } from './SavedActions.tsx'
import { SavedOrigin } from './SavedOrigin.tsx'

/** Columns of the list of models, or of transformations. */
export function useSavedColumns(kind: SavedKind): readonly TableColumn<SavedFamily>[] {
  const words = useWords(savedWords)
  const { number, bytes } = useFormats()
  const { base } = useStudioPlace()
  const modules = useModuleCatalogue()
  const titleOf = ({ latest }: SavedFamily) => modules?.get(moduleOf(latest))?.title ?? moduleOf(latest)
  const taskOf = ({ latest: { shape } }: SavedFamily) => (shape.kind === 'model' ? words(shape.task) : '')
  const columnCountOf = ({ latest: { shape } }: SavedFamily) =>
    shape.kind === 'model' ? shape.training?.features.length : shape.columns.length
  return [
    {
      id: 'name',
      header: words('name'),
      sortField: 'name',
      cell: ({ latest: { id, name } }) => (
        <TextLink href={savedHref(base, kind, id)} isName>
          {name}
        </TextLink>
      ),
      text: ({ latest }) => latest.name,
    },
    {
      id: 'module',
      header: words('module'),
      cell: (row) => <span translate="no">{titleOf(row)}</span>,
      text: titleOf,
    },
    ...(kind === 'model' ? [{ id: 'task', header: words('task'), cell: taskOf, text: taskOf }] : []),
    {
      id: 'columns',
      header: words('columns'),
      isNumeric: true,
      cell: (row) => {
        const count = columnCountOf(row)
        return count === undefined ? null : number(count)
      },
      text: (row) => columnCountOf(row) ?? '',
    },
    {
      id: 'size',
      header: words('size'),
      sortField: 'byteCount',
      isNumeric: true,
      cell: ({ latest }) => bytes(latest.byteCount),
      text: ({ latest }) => latest.byteCount,
    },
    {
      id: 'versions',
      header: words('versions'),
      isNumeric: true,
      cell: ({ versions }) => number(versions.length),
      text: ({ versions }) => versions.length,
    },
    {
      id: 'created',
      header: words('created'),
      sortField: 'createdAt',
      cell: ({ latest }) => <TimeAgo iso={latest.createdAt} />,
      text: ({ latest }) => latest.createdAt,
    },
    { id: 'from', header: words('from'), cell: ({ latest }) => <SavedOrigin saved={latest} /> },
    { id: 'actions', header: '', cell: ({ latest }) => <SavedActions kind={kind} saved={latest} /> },
  ]
}
