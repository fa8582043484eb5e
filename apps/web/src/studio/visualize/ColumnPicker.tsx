import { Combobox, Field, Option } from '@fluentui/react-components'
import { useState } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import styles from './VisualizeDialog.module.css'
import { useVisualizeWords } from './visualize-words.ts'

const mostOptions = 100

/** One column of a table that may have thousands: typing narrows the list. */
export function ColumnPicker({
  label,
  names,
  value,
  onPick,
}: {
  readonly label: string
  readonly names: readonly string[]
  readonly value: string
  readonly onPick: (name: string) => void
}) {
  const words = useVisualizeWords()
  const { number } = useFormats()
  /** Undefined: nothing was typed since a name was chosen. */
  const [typed, setTyped] = useState<string>()
  const wanted = typed?.toLowerCase() ?? ''
  const found = names.filter((name) => name.toLowerCase().includes(wanted))
  return (
    <Field label={label}>
      <Combobox
        value={typed ?? value}
        selectedOptions={[value]}
        translate="no"
        onChange={({ target }) => setTyped(target.value)}
        onOptionSelect={(_, { optionValue }) => {
          setTyped(undefined)
          if (optionValue !== undefined) onPick(optionValue)
        }}
        onBlur={() => setTyped(undefined)}
      >
        {found.slice(0, mostOptions).map((name) => (
          <Option key={name} value={name}>
            {name}
          </Option>
        ))}
        {found.length > mostOptions && (
          <div className={styles.quiet}>{words('columnsMore', { count: number(mostOptions) })}</div>
        )}
      </Combobox>
    </Field>
  )
}
