import { ArrowImportRegular, BrainCircuitRegular } from '@fluentui/react-icons'
import { getRouteApi } from '@tanstack/react-router'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { pageSize } from '../../../shared/routing/list-search.ts'
import { ReadOnlyPage } from '../../../shared/ui/access/ReadOnlyPage.tsx'
import { EmptyState, NothingFound } from '../../../shared/ui/feedback/EmptyState.tsx'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { LinkButton } from '../../../shared/ui/navigation/LinkButton.tsx'
import { RouteTabs } from '../../../shared/ui/navigation/RouteTabs.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { DataTable } from '../../../shared/ui/table/DataTable.tsx'
import { SearchField } from '../../../shared/ui/table/SearchField.tsx'
import { pageOfRows } from '../../api/page-of-rows.ts'
import { useStudio } from '../../api/studio-api.ts'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { type SavedFamily, toFamilies } from '../families.ts'
import { type Saved, savedCollections } from '../saved-place.ts'
import { type SavedListSearch, savedKinds } from '../saved-search.ts'
import { savedWords } from '../saved-words.ts'
import { useSavedColumns } from './use-saved-columns.tsx'

const route = getRouteApi('/studio/$workspace/trained-models')
const defaultSort = '-createdAt'
const fields = {
  name: ({ latest }: SavedFamily) => latest.name,
  byteCount: ({ latest }: SavedFamily) => latest.byteCount,
  createdAt: ({ latest }: SavedFamily) => latest.createdAt,
}

/** Trained models and transformations of the workspace. */
export function TrainedModelsPage() {
  const words = useWords(savedWords)
  const { base, area } = useStudioPlace()
  const search = route.useSearch()
  const { kind = 'model', q = '', sort = defaultSort } = search
  const navigate = route.useNavigate()
  const mayChange = useMay('publisher')
  const { data, error, refetch, isFetching, isPlaceholderData } = useStudio<{ readonly value: readonly Saved[] }>(
    savedCollections[kind],
  )
  const all = isPlaceholderData ? undefined : data?.value
  const columns = useSavedColumns(kind)
  const find = (change: Partial<SavedListSearch>) =>
    void navigate({ search: (old) => ({ ...old, page: undefined, ...change }), replace: 'q' in change })
  const families = toFamilies(all ?? []).filter(({ latest }) =>
    `${latest.name}\n${latest.description}`.toLowerCase().includes(q.toLowerCase()),
  )
  const shown = pageOfRows(families, { ...search, sort }, fields)
  const isModel = kind === 'model'
  const things = words(isModel ? 'things' : 'transformThings')
  const importLink = mayChange && isModel && (
    <LinkButton to={`${base}/trained-models/import` as string} icon={<ArrowImportRegular />}>
      {words('import')}
    </LinkButton>
  )
  const list = `${base}/trained-models`
  return (
    <Page title={words('title')} description={words('description')} area={area} actions={importLink}>
      <ReadOnlyPage needed="publisher" />
      <RouteTabs
        label={words('kinds')}
        selected={kind}
        tabs={savedKinds.map((id) => ({ id, label: words(id), href: id === 'model' ? list : `${list}?kind=${id}` }))}
      />
      {error !== null && all === undefined && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && all === undefined && <Loading />}
      {all?.length === 0 && (
        <EmptyState
          icon={<BrainCircuitRegular fontSize={32} />}
          title={words(isModel ? 'emptyModels' : 'emptyTransforms')}
          action={importLink}
        >
          {words(isModel ? 'emptyModelsText' : 'emptyTransformsText')}
        </EmptyState>
      )}
      {all !== undefined && all.length > 0 && (
        <DataTable
          key={kind}
          label={words(kind)}
          rows={shown.rows}
          columns={columns}
          rowId={({ latest }) => latest.id}
          rowName={({ latest }) => latest.name}
          sort={sort}
          onSort={(wanted) => find({ sort: wanted })}
          paging={{ page: shown.page, size: pageSize, total: shown.total, onPage: (page) => find({ page }) }}
          isFetching={isFetching}
          filters={<SearchField things={things} value={q} onSearch={(text) => find({ q: text || undefined })} />}
          empty={<NothingFound things={things} search={q} onClear={() => find({ q: undefined })} />}
        />
      )}
    </Page>
  )
}
