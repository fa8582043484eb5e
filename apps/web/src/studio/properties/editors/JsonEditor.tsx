import { useState } from 'react'
import { CodeEditor } from '../../../shared/ui/code/CodeEditor.tsx'
import type { ParameterEditorProps } from './parameter-editor.ts'

/** Any JSON. What is none is kept as it was typed, a text. */
export function JsonEditor({ parameter, value, isDisabled, onChange }: ParameterEditorProps) {
  const [typed, setTyped] = useState<string>()
  const isTyped = typed !== undefined && JSON.stringify(readJson(typed)) === JSON.stringify(value)
  const shown = typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '')
  return (
    <CodeEditor
      label={parameter.title}
      value={isTyped ? typed : shown}
      language="json"
      isReadOnly={isDisabled}
      onChange={(text) => {
        setTyped(text)
        onChange(text.trim() === '' ? undefined : readJson(text))
      }}
    />
  )
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // It is not complete yet; the fault is told below the field.
    return text
  }
}
