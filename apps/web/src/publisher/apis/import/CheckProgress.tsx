import { Button, Spinner } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { uiWords } from '../../../shared/ui/ui-words.ts'
import styles from './import.module.css'
import { importWords } from './import-words.ts'

/** That the definition is being read, for how long, and a way to stop it. */
export function CheckProgress({ startedAt, onStop }: { readonly startedAt: number; readonly onStop: () => void }) {
  const words = useWords(importWords)
  const ui = useWords(uiWords)
  const [now, setNow] = useState(startedAt)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.round((now - startedAt) / 1_000)
  return (
    <div className={styles.progress}>
      <Spinner size="tiny" label={words('checking')} />
      {seconds > 0 && <span aria-hidden>{ui('elapsed', { seconds })}</span>}
      <Button onClick={onStop}>{words('stop')}</Button>
    </div>
  )
}
