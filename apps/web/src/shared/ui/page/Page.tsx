import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import styles from './Page.module.css'

export interface Crumb {
  readonly label: string
  /** Address of ours, as a path. */
  readonly href: string
}

export interface PageProps {
  readonly title: string
  /** One line that says what this is. */
  readonly description?: ReactNode
  /** From the outermost place to the one above this page. */
  readonly breadcrumbs?: readonly Crumb[]
  /** What follows the title in the tab: area and instance. */
  readonly area: string
  readonly actions?: ReactNode
  /** `full` for tables and consoles, `text` for forms and prose, `fill` for what takes exactly the window's height. */
  readonly width?: 'full' | 'text' | 'fill'
  /** Stands in the place of the title while it is changed. */
  readonly titleField?: ReactNode
  /** Beside the title: state, verb. */
  readonly badge?: ReactNode
  /** False where the title holds what must not be translated: names and paths that people gave. */
  readonly isTitleTranslated?: boolean
  readonly children: ReactNode
}

/** Whether a page was shown before: the first one leaves the focus where the browser has put it. */
let hasShownPage = false

/** What every page has: place, title, what it is, actions. */
export function Page(props: PageProps) {
  const { title, description, breadcrumbs = [], area, actions, width = 'full', badge, titleField, children } = props
  const { isTitleTranslated = true } = props
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · ${area}`
  }, [title, area])
  // Whoever listens to a page or uses it by keyboard begins at its title; what a page puts the cursor into itself stays.
  const whole = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (hasShownPage && whole.current?.contains(document.activeElement) !== true) {
      heading.current?.focus({ preventScroll: true })
    }
    hasShownPage = true
  }, [])
  return (
    <div ref={whole} className={styles[width]}>
      {breadcrumbs.length > 0 && (
        <nav aria-label="Breadcrumb">
          <ol className={styles.crumbs}>
            {breadcrumbs.map(({ label, href }) => (
              <li key={href}>
                <Link to={href}>{label}</Link>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <header className={styles.header}>
        <div className={styles.titles}>
          <div className={styles.titleLine}>
            <h1
              ref={heading}
              tabIndex={-1}
              translate={isTitleTranslated ? undefined : 'no'}
              className={titleField === undefined ? undefined : 'visually-hidden'}
            >
              {title}
            </h1>
            {titleField}
            {badge}
          </div>
          {description !== undefined && <p className={styles.description}>{description}</p>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}
