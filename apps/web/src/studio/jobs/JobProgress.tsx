import { ProgressBar } from '@fluentui/react-components'
import type { BatchJobAnswer } from '@sluice/contracts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { hasEnded, shareOf } from './job-state.ts'
import { jobWords } from './job-words.ts'
import styles from './jobs.module.css'

/** How far a job is: bar, rows, bytes, estimate. */
export function JobProgress({ job }: { readonly job: BatchJobAnswer }) {
  const words = useWords(jobWords)
  const { bytes, number, duration } = useFormats()
  const { state, progress, isCancelRequested } = job
  const share = shareOf(job)
  const isOver = hasEnded(state)
  const isWaiting = state === 'not-started' || state === 'queued'
  const texts = [
    words('rowsDone', { count: progress.rows }).replace(String(progress.rows), number(progress.rows)),
    ...(progress.totalBytes === undefined
      ? []
      : [words('bytesDone', { done: bytes(progress.bytesRead), all: bytes(progress.totalBytes) })]),
    ...(isOver || progress.secondsLeft === undefined
      ? []
      : [words('secondsLeft', { time: duration(progress.secondsLeft * 1_000) })]),
    ...(progress.badRows === 0 ? [] : [words('badRows', { count: progress.badRows })]),
  ]
  return (
    <div className={styles.progress}>
      <ProgressBar
        {...(share !== undefined ? { value: share } : isOver || isWaiting ? { value: 0 } : {})}
        color={state === 'failed' ? 'error' : state === 'finished' ? 'success' : 'brand'}
        aria-label={words('progress')}
      />
      <p>{texts.join(' · ')}</p>
      {state === 'not-started' && <p>{words('notStarted')}</p>}
      {state === 'queued' && <p>{words('queued')}</p>}
      {isCancelRequested && !isOver && <p>{words('cancelAsked')}</p>}
    </div>
  )
}
