import { useNavigate } from '@tanstack/react-router'
import { useWords } from '../../languages/words.ts'
import { uiWords } from '../ui-words.ts'
import styles from './RouteTabs.module.css'
import { Tabs } from './Tabs.tsx'

export interface RouteTab {
  readonly id: string
  readonly label: string
  /** Path and query of the page under this tab. */
  readonly href: string
  /** Whether something under it is changed and not saved. */
  readonly isDirty?: boolean
}

/** Tabs of which each has an address. Arrow keys walk, Enter or Space opens. */
export function RouteTabs({
  label,
  tabs,
  selected,
}: {
  readonly label: string
  readonly tabs: readonly RouteTab[]
  readonly selected: string
}) {
  const navigate = useNavigate()
  const words = useWords(uiWords)
  return (
    <Tabs
      className={styles.tabs}
      label={label}
      selected={selected}
      onSelect={(chosen) => {
        const tab = tabs.find(({ id }) => id === chosen)
        if (tab !== undefined) void navigate({ href: tab.href })
      }}
      tabs={tabs.map(({ id, label: text, isDirty }) => ({
        id,
        label: (
          <>
            {text}
            {isDirty === true && <span className={styles.dot} role="img" aria-label={words('unsaved')} />}
          </>
        ),
      }))}
    />
  )
}
