import { Button, Tooltip } from '@fluentui/react-components'
import { EyeOffRegular, EyeRegular } from '@fluentui/react-icons'
import { useEffect, useState } from 'react'
import { useWords } from '../../languages/words.ts'
import { uiWords } from '../ui-words.ts'
import { CopyButton } from './CopyButton.tsx'
import styles from './values.module.css'

/** A revealed secret hides by itself: somebody may look over the shoulder. */
const revealedMs = 60_000
const mask = '••••••••••••••••'

/** A secret: masked, copied without revealing it, revealed for a minute. */
export function SecretField({
  name,
  load,
}: {
  /** `primary key` */
  readonly name: string
  /** Fetches the secret; it is asked for only when it is revealed or copied. */
  readonly load: () => Promise<string>
}) {
  const words = useWords(uiWords)
  const [revealed, setRevealed] = useState<string>()
  useEffect(() => {
    if (revealed === undefined) return
    const timer = setTimeout(() => setRevealed(undefined), revealedMs)
    return () => clearTimeout(timer)
  }, [revealed])
  const label = words(revealed === undefined ? 'reveal' : 'hide', { name })
  const toggle = async () => setRevealed(revealed === undefined ? await load() : undefined)
  return (
    <span className={styles.secret}>
      <code translate="no" className={styles.secretText}>
        {revealed ?? <span aria-hidden>{mask}</span>}
      </code>
      <Tooltip content={label} relationship="label">
        <Button
          appearance="subtle"
          icon={revealed === undefined ? <EyeRegular /> : <EyeOffRegular />}
          onClick={() => void toggle()}
        />
      </Tooltip>
      <CopyButton name={name} value={load} />
    </span>
  )
}
