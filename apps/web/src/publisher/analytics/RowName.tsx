import type { ReportRecord } from '@sluice/contracts'
import { useWords } from '../../shared/languages/words.ts'
import { SearchLink } from '../editing/SearchLink.tsx'
import styles from './analytics.module.css'
import type { FilterName } from './analytics-search.ts'
import { analyticsWords, noneWords } from './analytics-words.ts'
import { filterOfRow, nameOfRow } from './report.ts'

/** What a row of a report is of; leads to figures of that alone. */
export function RowName({ kind, row }: { readonly kind: FilterName; readonly row: ReportRecord }) {
  const words = useWords(analyticsWords)
  const filter = filterOfRow(kind, row)
  if (filter === undefined) return <span className={styles.quiet}>{words(noneWords[kind])}</span>
  return (
    <SearchLink changes={{ ...filter, page: undefined, after: undefined }} isName>
      {nameOfRow(kind, row) ?? ''}
    </SearchLink>
  )
}
