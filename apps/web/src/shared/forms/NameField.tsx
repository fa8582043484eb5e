import { Field, Input } from '@fluentui/react-components'

/** The name that a dialog asks for first. */
export function NameField({
  label,
  value,
  fault,
  maxLength,
  onChange,
}: {
  readonly label: string
  readonly value: string
  /** What is wrong with it, to be shown. */
  readonly fault: string | undefined
  readonly maxLength: number
  readonly onChange: (value: string) => void
}) {
  return (
    <Field
      label={label}
      required
      {...(fault === undefined ? {} : { validationMessage: fault, validationState: 'error' as const })}
    >
      <Input
        autoFocus
        value={value}
        maxLength={maxLength}
        autoComplete="off"
        input={{ translate: 'no' }}
        onChange={(_, { value: typed }) => onChange(typed)}
      />
    </Field>
  )
}
