import { CodeEditor } from '../../../shared/ui/code/CodeEditor.tsx'
import type { ParameterEditorProps } from './parameter-editor.ts'

export const SqlEditor = ({ parameter, value, isDisabled, onChange }: ParameterEditorProps) => (
  <CodeEditor
    label={parameter.title}
    value={String(value ?? '')}
    language="text"
    isReadOnly={isDisabled}
    onChange={onChange}
  />
)
