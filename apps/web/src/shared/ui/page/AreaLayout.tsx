import type { ReactNode } from 'react'
import { type MenuEntryGroup, SideMenu } from '../navigation/SideMenu.tsx'
import styles from './AreaLayout.module.css'

/** The left menu of an area, and its pages beside it. */
export function AreaLayout({
  label,
  menu,
  children,
}: {
  /** Of the menu. */
  readonly label: string
  readonly menu: readonly MenuEntryGroup[]
  readonly children: ReactNode
}) {
  return (
    <div className={styles.layout}>
      <SideMenu label={label} groups={menu} />
      <div className={styles.page}>{children}</div>
    </div>
  )
}
