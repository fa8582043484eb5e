import type { BatchJobAnswer } from '@sluice/contracts'
import { useWords } from '../../shared/languages/words.ts'
import { Section } from '../../shared/ui/page/Section.tsx'
import { CodeText } from '../../shared/ui/values/CodeText.tsx'
import { jobWords } from './job-words.ts'
import styles from './jobs.module.css'

/** Why a job failed, where, and what to do. */
export function JobError({ error }: { readonly error: NonNullable<BatchJobAnswer['error']> }) {
  const words = useWords(jobWords)
  const { code, message, target, remedy } = error
  return (
    <Section title={words('error')}>
      <div className={styles.error}>
        <p>{message}</p>
        {target !== undefined && (
          <p>
            {words('target')}: <span translate="no">{target}</span>
          </p>
        )}
        <p>
          {words('remedy')}: {remedy}
        </p>
        <CodeText value={code} name={words('error')} />
      </div>
    </Section>
  )
}
