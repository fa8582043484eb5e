import { Button, Combobox, Field, Option } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons'
import { useRef, useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import styles from './operations.module.css'
import { operationsWords } from './operations-words.ts'
import { findStatuses, toStatusText } from './statuses.ts'

/** A button that opens a search over the status codes; choosing one adds it. */
export function StatusPicker({
  present,
  onChoose,
}: {
  readonly present: readonly number[]
  readonly onChoose: (code: number) => void
}) {
  const words = useWords(operationsWords)
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    setTyped('')
  }
  if (!isOpen) {
    return (
      <Button ref={button} className={styles.start} icon={<AddRegular />} onClick={() => setOpen(true)}>
        {words('add')}
      </Button>
    )
  }
  const found = findStatuses(typed, present)
  return (
    <Field label={words('status')} hint={words('statusHint')} className={styles.status}>
      <Combobox
        autoFocus
        defaultOpen
        freeform
        positioning={{ position: 'below', align: 'start', autoSize: 'height' }}
        listbox={{ className: styles.statuses }}
        value={typed}
        selectedOptions={[]}
        input={{ translate: 'no' }}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onOpenChange={(_, { open }) => {
          if (open) return
          close()
          setTimeout(() => button.current?.focus(), 0)
        }}
        onOptionSelect={(_, { optionValue }) => {
          if (optionValue === undefined || optionValue === '') return
          onChoose(Number(optionValue))
          close()
        }}
      >
        {found.map((code) => (
          <Option key={code} value={String(code)}>
            {toStatusText(code)}
          </Option>
        ))}
      </Combobox>
    </Field>
  )
}
