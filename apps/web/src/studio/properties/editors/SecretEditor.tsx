import { Input } from '@fluentui/react-components'
import { hiddenSecret } from '@sluice/contracts'
import { useWords } from '../../../shared/languages/words.ts'
import { propertiesWords } from '../properties-words.ts'
import type { ParameterEditorProps } from './parameter-editor.ts'

/** A secret is written and never read: of one that is stored only that it is there is told. */
export function SecretEditor({ value, isDisabled, onChange }: ParameterEditorProps) {
  const words = useWords(propertiesWords)
  const isStored = value === hiddenSecret
  return (
    <Input
      type="password"
      value={isStored ? '' : String(value ?? '')}
      placeholder={words(isStored ? 'secretReplace' : 'secretNew')}
      disabled={isDisabled}
      autoComplete="new-password"
      spellCheck={false}
      onChange={(_, data) => onChange(data.value)}
    />
  )
}
