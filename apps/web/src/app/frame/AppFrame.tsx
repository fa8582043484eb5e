import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
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
  useShortcuts(setLayer)

  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {words('skip')}
      </a>
      <FetchBar />
      <TopBar onCommands={() => setLayer('commands')} onShortcuts={() => setLayer('shortcuts')} />
      <ActingBand />
      <main id="content" tabIndex={-1} className={styles.content}>
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
