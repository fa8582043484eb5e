import { Checkbox, Combobox, Input, Option } from '@fluentui/react-components'
import { useId } from 'react'
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form'
import styles from './operations.module.css'

interface CellProps<Values extends FieldValues> {
  readonly control: Control<Values>
  readonly name: FieldPath<Values>
  /** Column and row: what stands above and before it on the screen. */
  readonly label: string
}

/** A text in a cell of a table, or one of some offered. */
export function TextCell<Values extends FieldValues>({
  control,
  name,
  label,
  isCode = false,
  isReadOnly = false,
  offered,
  placeholder,
}: CellProps<Values> & {
  readonly isCode?: boolean
  readonly isReadOnly?: boolean
  readonly offered?: readonly string[]
  readonly placeholder?: string
}) {
  const { field, fieldState, formState } = useController({ control, name })
  const faultId = useId()
  const value = String(field.value ?? '')
  // A new row is checked at once; nobody has had the time to fill it in then.
  const fault = fieldState.isTouched || formState.isSubmitted ? fieldState.error?.message : undefined
  const shared = {
    'aria-label': label,
    'aria-invalid': fault !== undefined,
    ...(fault === undefined ? {} : { 'aria-describedby': faultId }),
    spellCheck: isCode ? (false as const) : undefined,
    onBlur: field.onBlur,
  }
  const input = isCode ? { className: styles.code, translate: 'no' as const } : {}
  return (
    <>
      {offered === undefined ? (
        <Input
          {...shared}
          ref={field.ref}
          className={styles.cell}
          value={value}
          readOnly={isReadOnly}
          appearance={isReadOnly ? 'filled-darker' : 'outline'}
          placeholder={placeholder}
          input={input}
          onChange={(_, { value: typed }) => field.onChange(typed)}
        />
      ) : (
        <Combobox
          {...shared}
          ref={field.ref}
          className={styles.cell}
          freeform
          value={value}
          selectedOptions={[value]}
          input={input}
          onChange={({ currentTarget }) => field.onChange(currentTarget.value)}
          onOptionSelect={(_, { optionValue }) => optionValue !== undefined && field.onChange(optionValue)}
        >
          {offered.map((one) => (
            <Option key={one} value={one}>
              {one}
            </Option>
          ))}
        </Combobox>
      )}
      {fault !== undefined && (
        <span id={faultId} className={styles.fault}>
          {fault}
        </span>
      )}
    </>
  )
}

export function CheckCell<Values extends FieldValues>({ control, name, label }: CellProps<Values>) {
  const { field } = useController({ control, name })
  return (
    <Checkbox
      ref={field.ref}
      aria-label={label}
      checked={field.value === true}
      onBlur={field.onBlur}
      onChange={(_, { checked }) => field.onChange(checked === true)}
    />
  )
}
