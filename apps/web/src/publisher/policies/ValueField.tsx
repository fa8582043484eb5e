import { Combobox, Field, Input, Option, Select } from '@fluentui/react-components'
import type { PolicyValue } from '@sluice/contracts'
import { useWords } from '../../shared/languages/words.ts'
import { faultOfValue } from './fault-of-value.ts'
import styles from './policies.module.css'
import { policiesWords } from './policies-words.ts'

/** The value of an attribute or of the text of an element. */
export function ValueField({
  label,
  help,
  value,
  type,
  isRequired,
  allowsExpression,
  standard,
  choices,
  backends,
  isReadOnly,
  onChange,
}: {
  readonly label: string
  readonly help: string
  /** Undefined = it is not written. */
  readonly value: string | undefined
  readonly type: PolicyValue
  readonly isRequired: boolean
  readonly allowsExpression: boolean
  /** What holds where it is not written. */
  readonly standard: string | undefined
  readonly choices: readonly string[] | undefined
  readonly backends: readonly string[]
  readonly isReadOnly: boolean
  readonly onChange: (value: string) => void
}) {
  const words = useWords(policiesWords)
  const offered = choices ?? choicesOf(type, backends)
  const fault = value === undefined ? undefined : faultOfValue(value, type, allowsExpression)
  const isClosed = offered !== undefined && !allowsExpression && (type.type === 'choice' || type.type === 'boolean')
  const hint = standard === undefined ? help : `${help} ${words('standard', { value: standard })}`
  return (
    <Field
      label={<span translate="no">{label}</span>}
      required={isRequired}
      hint={hint}
      validationState={fault === undefined ? 'none' : 'error'}
      validationMessage={fault === undefined ? undefined : words(fault.key, fault.values)}
    >
      {isClosed ? (
        <Select value={value ?? ''} disabled={isReadOnly} onChange={(_, { value: chosen }) => onChange(chosen)}>
          {(!isRequired || value === undefined || !offered.includes(value)) && (
            <option value={value !== undefined && !offered.includes(value) ? value : ''}>
              {value !== undefined && !offered.includes(value) ? value : words('notWritten')}
            </option>
          )}
          {offered.map((one) => (
            <option key={one} value={one} translate="no">
              {one}
            </option>
          ))}
        </Select>
      ) : offered !== undefined && offered.length > 0 ? (
        <Combobox
          freeform
          value={value ?? ''}
          selectedOptions={value === undefined ? [] : [value]}
          disabled={isReadOnly}
          placeholder={standard}
          input={{ className: styles.code, translate: 'no', spellCheck: false }}
          onOptionSelect={(_, { optionValue }) => optionValue !== undefined && onChange(optionValue)}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        >
          {offered.map((one) => (
            <Option key={one} value={one}>
              {one}
            </Option>
          ))}
        </Combobox>
      ) : (
        <Input
          value={value ?? ''}
          disabled={isReadOnly}
          placeholder={standard}
          inputMode={type.type === 'integer' && !allowsExpression ? 'numeric' : undefined}
          input={{ className: styles.code, translate: 'no', spellCheck: false }}
          onChange={(_, { value: typed }) => onChange(typed)}
        />
      )}
    </Field>
  )
}

function choicesOf(type: PolicyValue, backends: readonly string[]): readonly string[] | undefined {
  if (type.type === 'choice') return type.values
  if (type.type === 'boolean') return ['true', 'false']
  return type.type === 'text' && type.names === 'backend' ? backends : undefined
}
