import { useQuery } from '@tanstack/react-query'
import { useWords } from '../../../shared/languages/words.ts'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { Markdown } from '../../../shared/ui/values/Markdown.tsx'
import { TimeAgo } from '../../../shared/ui/values/TimeAgo.tsx'
import { releasesQuery } from '../../catalogue/catalogue.ts'
import { usePortal } from '../../use-portal.ts'
import styles from './ApiPage.module.css'
import { apiWords } from './api-words.ts'

/** What has changed with each revision, newest first. */
export function ChangeLog({ api }: { readonly api: string }) {
  const words = useWords(apiWords)
  const { service } = usePortal()
  const { data: releases = [] } = useQuery(releasesQuery(service, api))
  if (releases.length === 0) return null
  return (
    <Section title={words('changeLog')}>
      <ol className={styles.log}>
        {releases.toReversed().map(({ name, properties: { apiId, notes, createdDateTime } }) => (
          <li key={name}>
            <h3>{words('changes', { revision: /;rev=([^/]+)$/.exec(apiId)?.[1] ?? '1' })}</h3>
            {createdDateTime !== undefined && (
              <p>
                <TimeAgo iso={createdDateTime} />
              </p>
            )}
            {notes != null && notes !== '' && <Markdown text={notes} />}
          </li>
        ))}
      </ol>
    </Section>
  )
}
