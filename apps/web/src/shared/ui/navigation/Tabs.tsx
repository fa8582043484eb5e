import { Tab, TabList } from '@fluentui/react-components'
import type { JSX, KeyboardEvent, ReactNode } from 'react'

export interface TabChoice<Id extends string> {
  readonly id: Id
  readonly label: ReactNode
  readonly icon?: JSX.Element
}

/** Tabs. Arrow keys, Home and End walk, Enter or Space opens. */
export function Tabs<Id extends string>({
  label,
  tabs,
  selected,
  onSelect,
  size = 'medium',
  className,
  isTranslated = true,
}: {
  readonly label: string
  readonly tabs: readonly TabChoice<Id>[]
  readonly selected: Id
  readonly onSelect: (id: Id) => void
  readonly size?: 'small' | 'medium'
  readonly className?: string | undefined
  /** False for labels that must not be translated, such as names of languages. */
  readonly isTranslated?: boolean
}) {
  const stop = tabs.some(({ id }) => id === selected) ? selected : tabs[0]?.id
  return (
    <TabList
      size={size}
      className={className}
      aria-label={label}
      selectedValue={selected}
      onTabSelect={(_, { value }) => onSelect(value as Id)}
      onKeyDown={walk}
      // The library's own walking puts invisible stops for the focus around the tabs, which are faults to whoever checks.
      data-tabster="{}"
    >
      {tabs.map(({ id, label: text, icon }) => (
        <Tab
          key={id}
          value={id}
          icon={icon}
          tabIndex={id === stop ? 0 : -1}
          translate={isTranslated ? undefined : 'no'}
        >
          {text}
        </Tab>
      ))}
    </TabList>
  )
}

function walk(event: KeyboardEvent<HTMLElement>): void {
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')]
  const at = tabs.indexOf(document.activeElement as HTMLElement)
  if (at < 0) return
  const next = {
    ArrowRight: (at + 1) % tabs.length,
    ArrowLeft: (at - 1 + tabs.length) % tabs.length,
    Home: 0,
    End: tabs.length - 1,
  }[event.key]
  if (next === undefined) return
  event.preventDefault()
  tabs[next]?.focus()
}
