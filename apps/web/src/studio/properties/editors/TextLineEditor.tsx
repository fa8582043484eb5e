import { Input } from '@fluentui/react-components'
import type { ParameterEditorProps } from './parameter-editor.ts'

export const TextLineEditor = ({ value, isDisabled, onChange }: ParameterEditorProps) => (
  <Input
    value={String(value ?? '')}
    disabled={isDisabled}
    autoComplete="off"
    input={{ translate: 'no' }}
    onChange={(_, data) => onChange(data.value)}
  />
)
