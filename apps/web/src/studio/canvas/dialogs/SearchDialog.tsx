import { Command } from 'cmdk'
import { type ReactNode, useState } from 'react'
import { DialogFrame } from '../../../shared/ui/dialogs/ModalDialog.tsx'
import styles from '../../../shared/ui/dialogs/search-list.module.css'

export interface SearchItem {
  readonly key: string
  readonly label: ReactNode
  /** Beside it, smaller. */
  readonly note?: string
}

/** A field and what it finds, from which one is taken with arrows and Enter. */
export function SearchDialog({
  label,
  placeholder,
  nothing,
  find,
  onChoose,
  onClose,
}: {
  readonly label: string
  readonly placeholder: string
  /** Where the text finds nothing. */
  readonly nothing: string
  readonly find: (text: string) => readonly SearchItem[]
  readonly onChoose: (key: string) => void
  readonly onClose: () => void
}) {
  const [text, setText] = useState('')
  const items = find(text)
  return (
    <DialogFrame label={label} onClose={onClose} className={styles.surface}>
      <Command label={label} shouldFilter={false} loop>
        <Command.Input
          autoFocus
          className={styles.input}
          value={text}
          onValueChange={setText}
          placeholder={placeholder}
        />
        <Command.List className={styles.list} label={label}>
          <Command.Empty className={styles.empty}>{nothing}</Command.Empty>
          {items.map(({ key, label: shown, note }) => (
            <Command.Item
              key={key}
              value={key}
              className={styles.item}
              onSelect={() => {
                onClose()
                onChoose(key)
              }}
            >
              <span>{shown}</span>
              {note !== undefined && <span className={styles.note}>{note}</span>}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </DialogFrame>
  )
}
