import { DocumentRegular, FlowchartRegular } from '@fluentui/react-icons'
import type { DatasetAnswer, ExperimentAnswer, ExperimentTemplateAnswer } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { NothingFound } from '../../../shared/ui/feedback/EmptyState.tsx'
import { ErrorNotice } from '../../../shared/ui/feedback/ErrorNotice.tsx'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { NotAllowedPage } from '../../../shared/ui/page/NotAllowedPage.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { SearchField } from '../../../shared/ui/table/SearchField.tsx'
import { useStudio, useStudioChange } from '../../api/studio-api.ts'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { experimentWords } from '../experiment-words.ts'
import { BeginCard } from './BeginCard.tsx'
import styles from './new.module.css'
import { graphWithDataset, matchingTemplates } from './templates.ts'

const route = getRouteApi('/studio/$workspace/experiments/new')

/** A blank experiment, or one made of a template. */
export function NewExperimentPage() {
  const words = useWords(experimentWords)
  const { base, area } = useStudioPlace()
  const navigate = route.useNavigate()
  const { q = '', dataset: datasetId } = route.useSearch()
  const mayChange = useMay('publisher')
  const { data, error, refetch } = useStudio<{ readonly value: readonly ExperimentTemplateAnswer[] }>(
    '/experiment-templates',
  )
  const { data: dataset } = useStudio<DatasetAnswer>(datasetId && `/datasets/${encodeURIComponent(datasetId)}`)
  const change = useStudioChange<ExperimentAnswer>()
  const [failure, setFailure] = useState<unknown>()
  if (!mayChange) return <NotAllowedPage needed="publisher" />
  const make = async (body: object) => {
    setFailure(undefined)
    try {
      const made = await change.mutateAsync({ path: '/experiments', method: 'POST', body, touches: ['/experiments'] })
      await navigate({ href: `${base}/experiments/${made.body.id}` })
    } catch (reason) {
      setFailure(reason)
    }
  }
  const blank = datasetId === undefined ? {} : { graph: graphWithDataset(datasetId) }
  const found = data && matchingTemplates(data.value, q)
  return (
    <Page
      title={words('newTitle')}
      description={dataset === undefined ? words('newDescription') : words('newWithDataset', { name: dataset.name })}
      area={area}
      breadcrumbs={[{ label: words('title'), href: base }]}
    >
      <div className={styles.page}>
        {failure !== undefined && <ErrorNotice title={words('createFailed')} error={failure} />}
        <div className={styles.cards}>
          <BeginCard
            icon={<DocumentRegular fontSize={32} />}
            title={words('blank')}
            text={words('blankText')}
            isBusy={change.isPending}
            onChoose={() => void make(blank)}
          />
        </div>
        {datasetId === undefined && (
          <Section title={words('templates')}>
            {error !== null && data === undefined && <ErrorState error={error} onRetry={() => void refetch()} />}
            {error === null && data === undefined && <Loading lines={3} />}
            {found !== undefined && (
              <>
                <div className={styles.search}>
                  <SearchField
                    things={words('templateThings')}
                    value={q}
                    onSearch={(text) => void navigate({ search: { q: text || undefined }, replace: true })}
                  />
                </div>
                {found.length === 0 && (
                  <NothingFound
                    things={words('templateThings')}
                    search={q}
                    onClear={() => void navigate({ search: {}, replace: true })}
                  />
                )}
                <div className={styles.cards}>
                  {found.map(({ id, title, summary, datasets, isAvailable }) => (
                    <BeginCard
                      key={id}
                      icon={<FlowchartRegular fontSize={32} />}
                      title={title}
                      text={summary}
                      needs={
                        datasets.length === 0 ? undefined : words('templateNeeds', { datasets: datasets.join(', ') })
                      }
                      disabledReason={isAvailable ? undefined : words('templateMissing')}
                      isBusy={change.isPending}
                      onChoose={() => void make({ template: id, name: title })}
                    />
                  ))}
                </div>
              </>
            )}
          </Section>
        )}
      </div>
    </Page>
  )
}
