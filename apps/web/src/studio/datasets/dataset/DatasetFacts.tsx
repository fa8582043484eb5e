import type { DatasetAnswer } from '@sluice/contracts'
import type { ReactNode } from 'react'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { Facts } from '../../../shared/ui/values/Facts.tsx'
import { TimeAgo } from '../../../shared/ui/values/TimeAgo.tsx'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { AuthorName } from '../../naming/AuthorName.tsx'
import { datasetWords } from '../dataset-words.ts'
import { formatOf } from '../format-of.ts'
import styles from './dataset.module.css'

/** What is known of a dataset besides its rows. */
export function DatasetFacts({ dataset }: { readonly dataset: DatasetAnswer }) {
  const words = useWords(datasetWords)
  const { bytes, number } = useFormats()
  const { description, createdAt, owner, byteCount, original, badRowCount } = dataset
  return (
    <div className={styles.facts}>
      {description !== '' && <p className={styles.prose}>{description}</p>}
      <Facts
        facts={[
          [words('source'), <DatasetSource key="source" dataset={dataset} />],
          ...(original === null
            ? []
            : [[words('original'), `${formatOf(dataset)}, ${bytes(original.byteCount)}`] as const]),
          ...(byteCount === null ? [] : [[words('size'), bytes(byteCount)] as const]),
          ...(badRowCount === 0 ? [] : [[words('badRows'), number(badRowCount)] as const]),
          [words('created'), <TimeAgo key="created" iso={createdAt} />],
          [words('author'), <AuthorName key="author" author={owner} />],
        ]}
      />
    </div>
  )
}

function DatasetSource({ dataset: { source, original } }: { readonly dataset: DatasetAnswer }): ReactNode {
  const words = useWords(datasetWords)
  const { base } = useStudioPlace()
  switch (source?.kind) {
    case 'upload':
      return words('fromUpload', { name: source.fileName })
    case 'address':
      return words('fromAddress', { address: source.address })
    case 'output':
      return (
        <TextLink
          href={`${base}/experiments/${source.experimentId}${source.runId === undefined ? '' : `/runs/${source.runId}`}`}
        >
          {words('fromOutput')}
        </TextLink>
      )
    case 'sample':
      return words('fromSample')
    default:
      return original === null ? words('fromRows') : words('fromUpload', { name: original.fileName })
  }
}
