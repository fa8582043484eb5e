import type { ValueViewAnswer } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { isNotFound } from '../../../shared/api-client/api-error.ts'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { RouteTabs } from '../../../shared/ui/navigation/RouteTabs.tsx'
import { NotFoundPage } from '../../../shared/ui/page/NotFoundPage.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { Facts } from '../../../shared/ui/values/Facts.tsx'
import { TimeAgo } from '../../../shared/ui/values/TimeAgo.tsx'
import { useStudio } from '../../api/studio-api.ts'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { ModelView } from '../../visualize/ModelView.tsx'
import { TransformationView } from '../../visualize/TransformationView.tsx'
import { SavedActions } from '../list/SavedActions.tsx'
import { SavedOrigin } from '../list/SavedOrigin.tsx'
import { type Saved, savedHref, savedPath } from '../saved-place.ts'
import { savedTabs } from '../saved-search.ts'
import { savedWords } from '../saved-words.ts'
import { SavedVersions } from './SavedVersions.tsx'
import styles from './saved.module.css'

const route = getRouteApi('/studio/$workspace/trained-models/$saved')

/** One version of a model or transformation: settings, what was learned, versions. */
export function SavedPage() {
  const words = useWords(savedWords)
  const { bytes } = useFormats()
  const { base, area } = useStudioPlace()
  const { saved: id } = route.useParams()
  const { kind = 'model', tab = 'summary' } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch, isPlaceholderData } = useStudio<Saved>(savedPath(kind, id))
  const saved = isPlaceholderData ? undefined : data
  const view = useStudio<ValueViewAnswer>(`${savedPath(kind, id)}/view`)
  if (isNotFound(error)) return <NotFoundPage />
  const list = `${base}/trained-models${kind === 'model' ? '' : `?kind=${kind}`}`
  const own = savedHref(base, kind, id)
  return (
    <Page
      title={saved?.name ?? words(kind)}
      isTitleTranslated={saved === undefined}
      description={view.data && <span translate="no">{view.data.title}</span>}
      area={area}
      breadcrumbs={[{ label: words('title'), href: list }]}
      actions={
        saved !== undefined && (
          <SavedActions kind={kind} saved={saved} onDeleted={() => void navigate({ href: list })} />
        )
      }
    >
      {saved === undefined &&
        (error === null ? <Loading /> : <ErrorState error={error} onRetry={() => void refetch()} />)}
      {saved !== undefined && (
        <div className={styles.page}>
          {saved.description !== '' && <p className={styles.prose}>{saved.description}</p>}
          <Facts
            facts={[
              ...(saved.shape.kind === 'model' ? [[words('task'), words(saved.shape.task)] as const] : []),
              [words('size'), bytes(saved.byteCount)],
              [words('created'), <TimeAgo key="created" iso={saved.createdAt} />],
              ...(saved.experimentId === null
                ? []
                : [[words('from'), <SavedOrigin key="from" saved={saved} />] as const]),
            ]}
          />
          <RouteTabs
            label={words('tabs')}
            selected={tab}
            tabs={savedTabs.map((one) => ({
              id: one,
              label: words(one),
              href: one === 'summary' ? own : `${own}${own.includes('?') ? '&' : '?'}tab=${one}`,
            }))}
          />
          {tab === 'summary' && view.data?.kind === 'model' && <ModelView model={view.data} />}
          {tab === 'summary' && view.data?.kind === 'transformation' && (
            <TransformationView transformation={view.data} />
          )}
          {tab === 'summary' &&
            view.data === undefined &&
            (view.error === null ? <Loading /> : <ErrorState error={view.error} onRetry={() => void view.refetch()} />)}
          {tab === 'versions' && <SavedVersions kind={kind} saved={saved} />}
        </div>
      )}
    </Page>
  )
}
