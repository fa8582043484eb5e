import { Select } from '@fluentui/react-components'
import type { ParameterEditorProps } from './parameter-editor.ts'

export function ChoiceEditor({ parameter, value, isDisabled, onChange }: ParameterEditorProps) {
  const { schema, valueTitles = {} } = parameter
  const choices = (Array.isArray(schema.enum) ? schema.enum : []).map(String)
  const chosen = String(value ?? '')
  return (
    <Select value={chosen} disabled={isDisabled} onChange={(_, data) => onChange(data.value)}>
      {!choices.includes(chosen) && <option value={chosen}>{chosen}</option>}
      {choices.map((choice) => (
        <option key={choice} value={choice} translate={valueTitles[choice] === undefined ? 'no' : undefined}>
          {valueTitles[choice] ?? choice}
        </option>
      ))}
    </Select>
  )
}
