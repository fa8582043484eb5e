import { Button, Field, Input, Tooltip } from '@fluentui/react-components'
import { RenameRegular } from '@fluentui/react-icons'
import { type ReactNode, useRef, useState } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { experimentWords } from '../experiment-words.ts'
import { longestName } from '../longest-name.ts'
import styles from './title-field.module.css'

/** The title of the page as a field, and the button that makes it one. */
export function useTitleField(
  name: string,
  rename: ((name: string) => Promise<void>) | undefined,
): { readonly field: ReactNode; readonly button: ReactNode } {
  const words = useWords(experimentWords)
  const messages = useMessages()
  const [typed, setTyped] = useState<string>()
  const button = useRef<HTMLButtonElement>(null)
  if (rename === undefined) return { field: undefined, button: undefined }
  const isEmpty = typed !== undefined && typed.trim() === ''
  const close = () => {
    setTyped(undefined)
    // The button is there again only after it was drawn.
    requestAnimationFrame(() => button.current?.focus())
  }
  const accept = () => {
    if (typed === undefined || isEmpty) return
    const wanted = typed.trim()
    close()
    if (wanted !== name) void rename(wanted).catch((error: unknown) => messages.failed(words('rename'), error))
  }
  return {
    field: typed !== undefined && (
      <Field
        className={styles.field}
        {...(isEmpty ? { validationMessage: words('nameMissing'), validationState: 'error' as const } : {})}
      >
        <Input
          autoFocus
          aria-label={words('name')}
          value={typed}
          maxLength={longestName}
          onFocus={(event) => event.target.select()}
          onChange={(_, { value }) => setTyped(value)}
          onBlur={accept}
          onKeyDown={(event) => {
            if (event.key === 'Enter') accept()
            if (event.key === 'Escape') close()
          }}
        />
      </Field>
    ),
    button: typed === undefined && (
      <Tooltip content={words('rename')} relationship="label">
        <Button ref={button} appearance="subtle" icon={<RenameRegular />} onClick={() => setTyped(name)} />
      </Tooltip>
    ),
  }
}
