import { ArrowDownloadRegular } from '@fluentui/react-icons'
import type { BatchFileAnswer, BatchJobDetailsAnswer } from '@sluice/contracts'
import { useWords } from '../../shared/languages/words.ts'
import { Section } from '../../shared/ui/page/Section.tsx'
import { jobWords } from './job-words.ts'
import styles from './jobs.module.css'

const fileText = ({ address, path }: BatchFileAnswer) => `${address}/${path}`

/** Where results go, and links to them once they are there. */
export function JobResults({
  job: { state, outputs, results, badRows, badRowsFile },
}: {
  readonly job: BatchJobDetailsAnswer
}) {
  const words = useWords(jobWords)
  const isOver = state === 'failed' || state === 'cancelled'
  // Nothing was written where it would have been.
  if (isOver && results === null && badRows === undefined) return null
  return (
    <Section title={words('outputs')}>
      <ul className={styles.files}>
        {Object.entries(outputs).map(([name, file]) => {
          const url = results?.[name]?.url
          return (
            <li key={name}>
              {url === undefined ? (
                <code translate="no">{name}</code>
              ) : (
                <Download href={url} name={words('result', { name })} />
              )}
              <code translate="no">{fileText(file)}</code>
            </li>
          )
        })}
        {badRowsFile !== undefined && (
          <li>
            {badRows === undefined ? words('badRowsFile') : <Download href={badRows.url} name={words('badRowsFile')} />}
            <code translate="no">{fileText(badRowsFile)}</code>
          </li>
        )}
      </ul>
      {results === null && !isOver && <p>{words('outputsLater')}</p>}
    </Section>
  )
}

function Download({ href, name }: { readonly href: string; readonly name: string }) {
  const words = useWords(jobWords)
  return (
    <a href={href} download rel="noreferrer" target="_blank">
      <ArrowDownloadRegular aria-hidden />
      {`${words('download')}: ${name}`}
    </a>
  )
}
