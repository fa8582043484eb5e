import { Outlet, useLocation } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { ActingBand } from './ActingBand.tsx'
import { FetchBar } from './FetchBar.tsx'
import styles from './frame.module.css'
import { frameWords } from './frame-words.ts'
import { SessionExpired } from './SessionExpired.tsx'
import { TopBar } from './TopBar.tsx'
import { useShortcuts } from './use-shortcuts.ts'

const CommandPalette = lazy(() =>
  import('../commands/CommandPalette.tsx').then((module) => ({ default: module.CommandPalette })),
)
const ShortcutList = lazy(() =>
  import('../commands/ShortcutList.tsx').then((module) => ({ default: module.ShortcutList })),
)

/** What is around every page. */
export function AppFrame() {
  const words = useWords(frameWords)
  const [layer, setLayer] = useState<'commands' | 'shortcuts'>()
  const { pathname } = useLocation()
  const content = useRef<HTMLElement>(null)
  useShortcuts(setLayer)

  // Whoever listens to a page or uses it by keyboard begins at its title.
  const lastPath = useRef(pathname)
  useEffect(() => {
    if (lastPath.current === pathname) return
    lastPath.current = pathname
    const timer = setTimeout(() => {
      const isWithin = content.current?.contains(document.activeElement) === true
      // A part of a page that stayed (a tab, a row of a list) keeps the focus that it has.
      if (isWithin && document.activeElement?.closest('[data-keeps-focus]') !== null) return
      content.current?.querySelector<HTMLElement>('h1')?.focus()
    }, 50)
    return () => clearTimeout(timer)
  }, [pathname])

  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {words('skip')}
      </a>
      <FetchBar />
      <TopBar onCommands={() => setLayer('commands')} onShortcuts={() => setLayer('shortcuts')} />
      <ActingBand />
      <main id="content" ref={content} tabIndex={-1} className={styles.content}>
        <Outlet />
      </main>
      <SessionExpired />
      <Suspense>
        {layer === 'commands' && <CommandPalette onClose={() => setLayer(undefined)} />}
        {layer === 'shortcuts' && <ShortcutList onClose={() => setLayer(undefined)} />}
      </Suspense>
    </div>
  )
}
