import type { UsageSummary } from '@sluice/contracts'
import { Link } from '@tanstack/react-router'
import { useFormats } from '../languages/formats.ts'
import { Loading } from '../ui/feedback/Loading.tsx'
import { toTarget } from '../ui/navigation/to-target.ts'
import { changeText } from './change-text.ts'
import { latencyText } from './latency-text.ts'
import styles from './usage.module.css'
import { useUsageWords } from './usage-words.ts'

interface Total {
  readonly label: string
  readonly figure: string
  readonly note: string
  readonly href?: string | undefined
}

/** The figures of a time, each with how it stands to the period before. */
export function UsageTotals({
  summary,
  hrefOf,
}: {
  readonly summary: UsageSummary | undefined
  /** Where calls of an outcome are listed; undefined = nowhere. */
  readonly hrefOf?: (outcome: 'success' | 'blocked' | 'failed' | 'other' | undefined) => string
}) {
  const words = useUsageWords()
  const formats = useFormats()
  if (summary === undefined) {
    return (
      <div className={styles.totals}>
        <Loading lines={3} />
      </div>
    )
  }
  const { total, before, percentiles } = summary
  const calls = total.callCountTotal
  const change = (now: number, then: number) => changeText(now, then, { words, formats })
  const share = (part: number) =>
    words('share', { percent: formats.figure(calls === 0 ? 0 : Math.round((part / calls) * 1_000) / 10) })
  const totals: readonly Total[] = [
    {
      label: words('calls'),
      figure: formats.number(calls),
      note: change(calls, before.callCountTotal),
      href: hrefOf?.(undefined),
    },
    ...(['success', 'blocked', 'failed', 'other'] as const).map((outcome) => {
      const count = total[`callCount${capital(outcome)}`]
      return {
        label: words(outcome),
        figure: formats.number(count),
        note: share(count),
        href: hrefOf?.(outcome),
      }
    }),
    {
      label: words('percentile'),
      figure: percentiles.api.p95 === null ? '–' : latencyText(percentiles.api.p95, formats),
      note: words('percentileHelp'),
    },
    {
      label: words('bandwidth'),
      figure: formats.bytes(total.bandwidth),
      note: change(total.bandwidth, before.bandwidth),
    },
  ]
  return (
    <ul className={styles.totals} aria-label={words('totals')}>
      {totals.map(({ label, figure, note, href }) => {
        const content = (
          <>
            <span>{label}</span>
            <span className={styles.figure}>{figure}</span>
            <span className={styles.note}>{note}</span>
          </>
        )
        return (
          <li key={label}>
            {href === undefined ? (
              <div className={styles.total}>{content}</div>
            ) : (
              <Link {...toTarget(href)} className={styles.total}>
                {content}
              </Link>
            )}
          </li>
        )
      })}
    </ul>
  )
}

const capital = <Word extends string>(word: Word) =>
  `${word.charAt(0).toUpperCase()}${word.slice(1)}` as Capitalize<Word>
