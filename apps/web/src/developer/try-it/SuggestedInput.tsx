import { Combobox, type ComboboxProps, Option } from '@fluentui/react-components'
import { useState } from 'react'
import styles from './TryConsole.module.css'

/** A text of which some are offered and any may be typed. The rest of the properties is what `Field` gives to its control. */
export function SuggestedInput({
  value,
  suggestions,
  onValue,
  onLeave,
  ...field
}: {
  readonly value: string
  readonly suggestions: readonly string[]
  readonly onValue: (value: string) => void
  readonly onLeave?: () => void
} & Pick<ComboboxProps, 'id'>) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Combobox
      {...field}
      freeform
      size="medium"
      className={styles.combobox}
      value={value}
      selectedOptions={[value]}
      open={isOpen && suggestions.length > 0}
      onOpenChange={(_, { open }) => setOpen(open)}
      onChange={(event) => {
        onValue(event.target.value)
        setOpen(true)
      }}
      onOptionSelect={(_, { optionValue }) => optionValue !== undefined && onValue(optionValue)}
      onBlur={onLeave}
      autoComplete="off"
      input={{ translate: 'no', className: styles.code, spellCheck: false }}
    >
      {suggestions.map((one) => (
        <Option key={one} value={one} text={one}>
          <span translate="no">{one}</span>
        </Option>
      ))}
    </Combobox>
  )
}
