import { Input } from '@fluentui/react-components'
import { useState } from 'react'
import type { ParameterEditorProps } from './parameter-editor.ts'
import { readNumber } from './read-number.ts'

/** A number. What is none is kept as it was typed, so that it is neither lost nor taken for what counts. */
export function NumberEditor({ parameter, value, isDisabled, onChange }: ParameterEditorProps) {
  const shown = value === undefined || value === null ? '' : String(value)
  // `3.` and `1e3` stay as typed while the cursor is here.
  const [typed, setTyped] = useState<string>()
  const text = typed !== undefined && (typed === '' || readNumber(typed) === value) ? typed : shown
  return (
    <Input
      value={text}
      disabled={isDisabled}
      inputMode={parameter.schema.type === 'integer' ? 'numeric' : 'decimal'}
      autoComplete="off"
      placeholder={parameter.default === undefined ? '' : String(parameter.default)}
      onChange={(_, data) => {
        setTyped(data.value)
        onChange(data.value.trim() === '' ? undefined : readNumber(data.value))
      }}
      onBlur={() => setTyped(undefined)}
    />
  )
}
