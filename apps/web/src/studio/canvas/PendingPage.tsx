import type { ReactNode } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { Page } from '../../shared/ui/page/Page.tsx'
import { useStudioPlace } from '../api/use-studio-place.ts'
import { studioWords } from '../studio-words.ts'
import { experimentWords } from './experiment-words.ts'
import styles from './panels/panels.module.css'

/** The page until the experiment is there. */
export function PendingPage({ children }: { readonly children: ReactNode }) {
  const words = useWords(experimentWords)
  const studio = useWords(studioWords)
  const { area, base } = useStudioPlace()
  return (
    <Page
      title={words('experiment')}
      area={area}
      breadcrumbs={[{ label: studio('experiments'), href: base }]}
      width="fill"
    >
      <div className={styles.content}>{children}</div>
    </Page>
  )
}
