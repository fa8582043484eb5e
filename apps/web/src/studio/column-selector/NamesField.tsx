import { Button, Field, Input } from '@fluentui/react-components'
import { AddRegular, DismissRegular } from '@fluentui/react-icons'
import { type ClipboardEvent, useId, useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { columnSelectorWords } from './column-selector-words.ts'
import type { KnownColumn } from './known-columns.ts'
import styles from './NamesField.module.css'

/** More would only make the list of proposals slow. */
const mostProposals = 300

/** Names of columns, typed or chosen from those that are known. */
export function NamesField({
  label,
  columns,
  names,
  onNames,
  fault,
}: {
  readonly label: string
  readonly columns: readonly KnownColumn[] | undefined
  readonly names: readonly string[]
  readonly onNames: (names: readonly string[]) => void
  readonly fault?: string | undefined
}) {
  const words = useWords(columnSelectorWords)
  const proposals = useId()
  const [text, setText] = useState('')
  const add = (...more: readonly string[]) => {
    const wanted = more.filter((name) => name !== '')
    if (wanted.length > 0) onNames([...names, ...wanted])
    setText('')
  }
  const paste = (event: ClipboardEvent) => {
    const lines = event.clipboardData.getData('text').split(/\r?\n/)
    if (lines.length < 2) return
    event.preventDefault()
    add(...lines.map((line) => line.trim()))
  }
  return (
    <div className={styles.whole}>
      {names.length > 0 && (
        <ul className={styles.names} aria-label={label}>
          {names.map((name, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a name may be there twice
            <li key={place} className={styles.name}>
              <span translate="no">{name}</span>
              <Button
                size="small"
                appearance="transparent"
                icon={<DismissRegular />}
                aria-label={words('remove', { name })}
                onClick={() => onNames(names.filter((_, other) => other !== place))}
              />
            </li>
          ))}
        </ul>
      )}
      <Field
        label={words('addName')}
        hint={words('addNameHint')}
        {...(fault === undefined ? {} : { validationMessage: fault, validationState: 'error' as const })}
      >
        <Input
          value={text}
          onChange={(_, data) => setText(data.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            add(text)
          }}
          onPaste={paste}
          input={{ list: proposals, translate: 'no' }}
          autoComplete="off"
          contentAfter={
            <Button
              size="small"
              appearance="transparent"
              icon={<AddRegular />}
              aria-label={words('add')}
              onClick={() => add(text)}
            />
          }
        />
      </Field>
      <datalist id={proposals}>
        {(columns ?? [])
          .filter(({ name }) => !names.includes(name))
          .slice(0, mostProposals)
          .map(({ name }) => (
            <option key={name} value={name} />
          ))}
      </datalist>
    </div>
  )
}
