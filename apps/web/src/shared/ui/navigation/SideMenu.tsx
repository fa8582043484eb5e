import { Button, Tooltip } from '@fluentui/react-components'
import { PanelLeftContractRegular, PanelLeftExpandRegular } from '@fluentui/react-icons'
import { Link, useLocation } from '@tanstack/react-router'
import { type ReactElement, useState } from 'react'
import { useWords } from '../../languages/words.ts'
import { loadPreference, savePreference } from '../../theme/preference.ts'
import { uiWords } from '../ui-words.ts'
import styles from './SideMenu.module.css'

export interface MenuEntry {
  readonly href: string
  readonly label: string
  readonly icon: ReactElement
  /** Whether only this very page belongs to it, and none below. */
  readonly isExact?: boolean
}

export interface MenuEntryGroup {
  readonly label?: string
  readonly entries: readonly MenuEntry[]
}

/** The left menu of an area; it folds to icons and remembers that. */
export function SideMenu({ label, groups }: { readonly label: string; readonly groups: readonly MenuEntryGroup[] }) {
  const words = useWords(uiWords)
  const { pathname } = useLocation()
  const [isFolded, setFolded] = useState(() => loadPreference('menu') === 'folded')
  const toggle = () => {
    savePreference('menu', isFolded ? undefined : 'folded')
    setFolded(!isFolded)
  }
  const isCurrent = ({ href, isExact }: MenuEntry) =>
    isExact === true ? pathname.replace(/\/$/, '') === href : pathname === href || pathname.startsWith(`${href}/`)
  return (
    <nav className={isFolded ? styles.folded : styles.menu} aria-label={label}>
      {groups.map((group) => (
        <div key={group.entries[0]?.href} className={styles.group}>
          {group.label !== undefined && !isFolded && <h2 className={styles.heading}>{group.label}</h2>}
          <ul>
            {group.entries.map((entry) => {
              const link = (
                <Link
                  to={entry.href}
                  className={styles.entry}
                  activeOptions={{ exact: entry.isExact === true, includeSearch: false }}
                  aria-current={isCurrent(entry) ? 'page' : undefined}
                >
                  <span className={styles.icon} aria-hidden>
                    {entry.icon}
                  </span>
                  <span className={isFolded ? 'visually-hidden' : undefined}>{entry.label}</span>
                </Link>
              )
              return (
                <li key={entry.href}>
                  {isFolded ? (
                    <Tooltip content={entry.label} relationship="inaccessible" positioning="after">
                      {link}
                    </Tooltip>
                  ) : (
                    link
                  )}
                </li>
              )
            })}
          </ul>
        </div>
      ))}
      <Tooltip content={words(isFolded ? 'menuUnfold' : 'menuFold')} relationship="label">
        <Button
          className={styles.fold}
          appearance="subtle"
          icon={isFolded ? <PanelLeftExpandRegular /> : <PanelLeftContractRegular />}
          aria-expanded={!isFolded}
          onClick={toggle}
        />
      </Tooltip>
    </nav>
  )
}
