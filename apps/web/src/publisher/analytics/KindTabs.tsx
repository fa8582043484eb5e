import { useWords } from '../../shared/languages/words.ts'
import { Tabs } from '../../shared/ui/navigation/Tabs.tsx'
import { useSearchChange } from '../editing/use-search-change.ts'
import styles from './analytics.module.css'
import { type FilterName, filterNames } from './analytics-search.ts'
import { analyticsWords } from './analytics-words.ts'

/** What the rows of a report are of. */
export function KindTabs({ selected }: { readonly selected: FilterName }) {
  const words = useWords(analyticsWords)
  const change = useSearchChange()
  return (
    <Tabs
      label={words('by')}
      className={styles.kinds}
      size="small"
      selected={selected}
      tabs={filterNames.map((id) => ({ id, label: words(`${id}s`) }))}
      onSelect={(by) => change({ by, page: undefined, sort: undefined })}
    />
  )
}
