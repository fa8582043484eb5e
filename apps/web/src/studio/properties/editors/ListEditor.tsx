import { Input, Textarea } from '@fluentui/react-components'
import { useState } from 'react'
import { isListOfNumbers, listToText, textToList } from '../list-text.ts'
import type { ParameterEditorProps } from './parameter-editor.ts'

/** Numbers separated by commas, or texts one a line. */
export function ListEditor({ parameter, value, isDisabled, onChange }: ParameterEditorProps) {
  const isOfNumbers = isListOfNumbers(parameter.schema)
  const [typed, setTyped] = useState<string>()
  const isTyped = typed !== undefined && JSON.stringify(textToList(typed, isOfNumbers)) === JSON.stringify(value)
  const text = isTyped ? typed : listToText(value, isOfNumbers)
  const change = (changed: string) => {
    setTyped(changed)
    onChange(textToList(changed, isOfNumbers))
  }
  return isOfNumbers ? (
    <Input value={text} disabled={isDisabled} autoComplete="off" onChange={(_, data) => change(data.value)} />
  ) : (
    <Textarea
      value={text}
      disabled={isDisabled}
      resize="vertical"
      textarea={{ rows: 3, translate: 'no' }}
      onChange={(_, data) => change(data.value)}
    />
  )
}
