import { Button, Tooltip } from '@fluentui/react-components'
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons'
import { useEffect, useState } from 'react'
import { useWords } from '../../languages/words.ts'
import { uiWords } from '../ui-words.ts'

const shownMs = 2_000

/** Copies a value without showing it. The name says what is copied: `Copy primary key`. */
export function CopyButton({
  value,
  name,
  size = 'medium',
}: {
  /** The text, or what fetches it when it is asked for. */
  readonly value: string | (() => Promise<string>)
  readonly name: string
  readonly size?: 'small' | 'medium'
}) {
  const words = useWords(uiWords)
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed'>()
  useEffect(() => {
    if (outcome === undefined) return
    const timer = setTimeout(() => setOutcome(undefined), shownMs)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof value === 'string' ? value : await value())
      setOutcome('copied')
    } catch {
      // The browser refused, or the value could not be fetched; the button says so.
      setOutcome('copyFailed')
    }
  }
  const label = words('copy', { name })
  return (
    <>
      <Tooltip content={outcome === undefined ? label : words(outcome, { name })} relationship="inaccessible">
        <Button
          appearance="subtle"
          size={size}
          icon={outcome === 'copied' ? <CheckmarkRegular /> : <CopyRegular />}
          aria-label={label}
          onClick={() => void copy()}
        />
      </Tooltip>
      <span className="visually-hidden" role="status">
        {outcome === undefined ? '' : words(outcome, { name })}
      </span>
    </>
  )
}
