import type { DatasetAnswer } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { NotAllowedPage } from '../../../shared/ui/page/NotAllowedPage.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { useStudio } from '../../api/studio-api.ts'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { datasetPath } from '../dataset-place.ts'
import { datasetWords } from '../dataset-words.ts'
import { ImportProgress } from './ImportProgress.tsx'
import { datasetImportWords } from './import-words.ts'
import { NewDatasetForm } from './NewDatasetForm.tsx'
import styles from './new.module.css'

const route = getRouteApi('/studio/$workspace/datasets/new')

/** A file or an address becomes a dataset: upload, how it is read, name, import. */
export function NewDatasetPage() {
  const words = useWords(datasetImportWords)
  const list = useWords(datasetWords)
  const { base, area } = useStudioPlace()
  const { import: importId, versionOf } = route.useSearch()
  const mayChange = useMay('publisher')
  const { data: before } = useStudio<DatasetAnswer>(versionOf && datasetPath(versionOf))
  if (!mayChange) return <NotAllowedPage needed="publisher" />
  return (
    <Page
      title={before === undefined ? words('title') : words('titleVersion', { name: before.name })}
      description={words('description')}
      area={area}
      breadcrumbs={[{ label: list('title'), href: `${base}/datasets` }]}
    >
      <div className={styles.page}>
        {importId === undefined ? <NewDatasetForm key={versionOf} before={before} /> : <ImportProgress id={importId} />}
      </div>
    </Page>
  )
}
