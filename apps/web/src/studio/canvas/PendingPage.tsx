import type { ReactNode } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { Page } from '../../shared/ui/page/Page.tsx'
import { useWorkspace } from '../api/workspace.ts'
import { studioWords } from '../studio-words.ts'
import { experimentWords } from './experiment-words.ts'
import styles from './panels/panels.module.css'

/** The page until the experiment is there. */
export function PendingPage({ children }: { readonly children: ReactNode }) {
  const words = useWords(experimentWords)
  const area = useWords(studioWords)
  const { id, friendlyName } = useWorkspace()
  return (
    <Page
      title={words('experiment')}
      area={`${area('studio')} · ${friendlyName}`}
      breadcrumbs={[{ label: area('experiments'), href: `/studio/${id}` }]}
      width="fill"
    >
      <div className={styles.content}>{children}</div>
    </Page>
  )
}
