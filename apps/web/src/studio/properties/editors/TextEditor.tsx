import { Textarea } from '@fluentui/react-components'
import { CodeEditor } from '../../../shared/ui/code/CodeEditor.tsx'
import type { ParameterEditorProps } from './parameter-editor.ts'

/** Longer texts would make each key slow in a field. */
const longestInField = 100_000

/** Several lines of text. */
export function TextEditor({ parameter, value, isDisabled, onChange }: ParameterEditorProps) {
  const text = String(value ?? '')
  if (text.length > longestInField) {
    return (
      <CodeEditor
        label={parameter.title}
        value={text}
        language="text"
        isWrapped={false}
        height="240px"
        isReadOnly={isDisabled}
        onChange={onChange}
      />
    )
  }
  return (
    <Textarea
      value={text}
      disabled={isDisabled}
      resize="vertical"
      textarea={{ rows: 6, translate: 'no', spellCheck: false }}
      onChange={(_, data) => onChange(data.value)}
    />
  )
}
