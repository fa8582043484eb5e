import { Badge } from '@fluentui/react-components'
import { FlowchartRegular } from '@fluentui/react-icons'
import type { DatasetAnswer } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { isNotFound } from '../../../shared/api-client/api-error.ts'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { LinkButton } from '../../../shared/ui/navigation/LinkButton.tsx'
import { RouteTabs } from '../../../shared/ui/navigation/RouteTabs.tsx'
import { NotFoundPage } from '../../../shared/ui/page/NotFoundPage.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { useStudio } from '../../api/studio-api.ts'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { ColumnStatistics } from '../../visualize/ColumnStatistics.tsx'
import { CompareColumns } from '../../visualize/CompareColumns.tsx'
import { datasetPath } from '../dataset-place.ts'
import { datasetTabs } from '../dataset-search.ts'
import { datasetWords } from '../dataset-words.ts'
import { DatasetActions } from '../list/DatasetActions.tsx'
import { BadRowList } from './BadRowList.tsx'
import { DatasetFacts } from './DatasetFacts.tsx'
import { DatasetRows } from './DatasetRows.tsx'
import { DatasetStatistics } from './DatasetStatistics.tsx'
import { DatasetVersions } from './DatasetVersions.tsx'
import { DownloadMenu } from './DownloadMenu.tsx'
import styles from './dataset.module.css'

const route = getRouteApi('/studio/$workspace/datasets/$dataset')

/** One version of a dataset: rows, statistics, versions, downloads. */
export function DatasetPage() {
  const words = useWords(datasetWords)
  const { number } = useFormats()
  const { base, area } = useStudioPlace()
  const { dataset: id } = route.useParams()
  const { tab = 'rows', page = 1 } = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = useMay('publisher')
  const { data, error, refetch, isPlaceholderData } = useStudio<DatasetAnswer>(datasetPath(id))
  if (isNotFound(error)) return <NotFoundPage />
  const dataset = isPlaceholderData ? undefined : data
  const list = `${base}/datasets`
  const own = `${list}/${encodeURIComponent(id)}`
  const tabs = datasetTabs.filter((one) => one !== 'bad-rows' || (dataset?.badRowCount ?? 0) > 0)
  return (
    <Page
      title={dataset?.name ?? words('title')}
      isTitleTranslated={dataset === undefined}
      description={
        dataset && words('summary', { rows: number(dataset.rowCount), columns: number(dataset.columns.length) })
      }
      area={area}
      breadcrumbs={[{ label: words('title'), href: list }]}
      badge={
        dataset !== undefined && (
          <Badge appearance="outline" color="informative">{`${words('version')} ${dataset.version}`}</Badge>
        )
      }
      actions={
        dataset !== undefined && (
          <>
            {mayChange && (
              <LinkButton
                to={`${base}/experiments/new` as string}
                search={{ dataset: id } as never}
                appearance="primary"
                icon={<FlowchartRegular />}
              >
                {words('use')}
              </LinkButton>
            )}
            <DownloadMenu dataset={dataset} />
            <DatasetActions dataset={dataset} onDeleted={() => void navigate({ href: list })} />
          </>
        )
      }
    >
      {dataset === undefined &&
        (error === null ? <Loading /> : <ErrorState error={error} onRetry={() => void refetch()} />)}
      {dataset !== undefined && (
        <div className={styles.page}>
          <DatasetFacts dataset={dataset} />
          <RouteTabs
            label={words('tabs')}
            selected={tab}
            tabs={tabs.map((one) => ({
              id: one,
              label: words(one === 'rows' ? 'rowsTab' : one),
              href: one === 'rows' ? own : `${own}?tab=${one}`,
            }))}
          />
          {tab === 'rows' && (
            <DatasetRows
              dataset={dataset}
              page={page}
              onPage={(wanted) => void navigate({ search: (old) => ({ ...old, page: wanted }) })}
            />
          )}
          {tab === 'statistics' && <DatasetStatistics id={id} />}
          {tab === 'charts' && <ColumnStatistics path={datasetPath(id)} columns={dataset.columns} />}
          {tab === 'compare' && <CompareColumns path={datasetPath(id)} columns={dataset.columns} />}
          {tab === 'versions' && <DatasetVersions id={id} />}
          {tab === 'bad-rows' && (
            <BadRowList
              id={id}
              page={page}
              onPage={(wanted) => void navigate({ search: (old) => ({ ...old, page: wanted }) })}
            />
          )}
        </div>
      )}
    </Page>
  )
}
