import {
  Checkbox,
  Field,
  type FieldProps,
  Input,
  Select,
  SpinButton,
  Switch,
  Textarea,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form'
import styles from './forms.module.css'

interface FormFieldProps<Values extends FieldValues> {
  readonly control: Control<Values>
  readonly name: FieldPath<Values>
  readonly label: string
  /** What goes into it, in a few words below the field. */
  readonly hint?: ReactNode
  readonly isRequired?: boolean
  readonly isDisabled?: boolean
}

function fieldProps(
  { label, hint, isRequired }: Pick<FormFieldProps<FieldValues>, 'label' | 'hint' | 'isRequired'>,
  message: string | undefined,
): Partial<FieldProps> & { label: string } {
  return {
    label,
    required: isRequired ?? false,
    className: styles.field,
    ...(hint === undefined ? {} : { hint: { children: hint } }),
    ...(message === undefined ? {} : { validationMessage: message, validationState: 'error' as const }),
  }
}

/** One line of text. Empty text is `''`. */
export function TextField<Values extends FieldValues>(
  props: FormFieldProps<Values> & {
    readonly type?: 'text' | 'email' | 'url' | 'password' | 'date'
    readonly placeholder?: string
    readonly autoComplete?: string
    /** For what one could type into code: paths, ids, addresses. */
    readonly isCode?: boolean
    readonly before?: ReactNode
  },
) {
  const { control, name, isDisabled, type = 'text', placeholder, autoComplete = 'off', isCode, before } = props
  const { field, fieldState } = useController({ control, name })
  return (
    <Field {...fieldProps(props, fieldState.error?.message)}>
      <Input
        ref={field.ref}
        name={field.name}
        value={String(field.value ?? '')}
        onBlur={field.onBlur}
        onChange={(_, { value }) => field.onChange(value)}
        type={type}
        placeholder={placeholder}
        autoComplete={autoComplete}
        disabled={isDisabled}
        spellCheck={isCode ? false : undefined}
        input={isCode ? { className: styles.code, translate: 'no' } : {}}
        contentBefore={before === undefined ? undefined : { children: before }}
      />
    </Field>
  )
}

/** Several lines of text. */
export function TextAreaField<Values extends FieldValues>(
  props: FormFieldProps<Values> & { readonly rows?: number; readonly isCode?: boolean },
) {
  const { control, name, isDisabled, rows = 4, isCode } = props
  const { field, fieldState } = useController({ control, name })
  return (
    <Field {...fieldProps(props, fieldState.error?.message)}>
      <Textarea
        ref={field.ref}
        name={field.name}
        value={String(field.value ?? '')}
        onBlur={field.onBlur}
        onChange={(_, { value }) => field.onChange(value)}
        disabled={isDisabled}
        resize="vertical"
        textarea={{ rows, ...(isCode ? { className: styles.code, translate: 'no' } : {}) }}
      />
    </Field>
  )
}

/** A number, or `null` where the field is left empty. */
export function NumberField<Values extends FieldValues>(
  props: FormFieldProps<Values> & { readonly min?: number; readonly max?: number; readonly step?: number },
) {
  const { control, name, isDisabled, min, max, step = 1 } = props
  const { field, fieldState } = useController({ control, name })
  return (
    <Field {...fieldProps(props, fieldState.error?.message)}>
      <SpinButton
        input={{ ref: field.ref }}
        name={field.name}
        value={(field.value as number | null | undefined) ?? null}
        displayValue={field.value == null ? '' : String(field.value)}
        onBlur={field.onBlur}
        onChange={(_, { value, displayValue }) => {
          const typed = value ?? (displayValue?.trim() ? Number(displayValue) : null)
          field.onChange(typed === null || Number.isNaN(typed) ? null : typed)
        }}
        min={min}
        max={max}
        step={step}
        disabled={isDisabled}
      />
    </Field>
  )
}

export interface Choice {
  readonly value: string
  readonly label: string
}

/** One of a few. */
export function SelectField<Values extends FieldValues>(
  props: FormFieldProps<Values> & { readonly choices: readonly Choice[] },
) {
  const { control, name, choices, isDisabled } = props
  const { field, fieldState } = useController({ control, name })
  return (
    <Field {...fieldProps(props, fieldState.error?.message)}>
      <Select
        ref={field.ref}
        name={field.name}
        value={String(field.value ?? '')}
        onBlur={field.onBlur}
        onChange={(_, { value }) => field.onChange(value)}
        disabled={isDisabled}
      >
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    </Field>
  )
}

/** Yes or no, saved with the form. */
export function CheckboxField<Values extends FieldValues>(props: FormFieldProps<Values>) {
  const { control, name, label, hint, isDisabled } = props
  const { field, fieldState } = useController({ control, name })
  return (
    <Field
      className={styles.field}
      {...(hint === undefined ? {} : { hint: { children: hint } })}
      {...(fieldState.error?.message === undefined
        ? {}
        : { validationMessage: fieldState.error.message, validationState: 'error' as const })}
    >
      <Checkbox
        ref={field.ref}
        name={field.name}
        label={label}
        checked={field.value === true}
        onBlur={field.onBlur}
        onChange={(_, { checked }) => field.onChange(checked === true)}
        disabled={isDisabled}
      />
    </Field>
  )
}

/** On or off. */
export function SwitchField<Values extends FieldValues>(props: FormFieldProps<Values>) {
  const { control, name, label, hint, isDisabled } = props
  const { field } = useController({ control, name })
  return (
    <Field className={styles.field} {...(hint === undefined ? {} : { hint: { children: hint } })}>
      <Switch
        ref={field.ref}
        name={field.name}
        label={label}
        checked={field.value === true}
        onBlur={field.onBlur}
        onChange={(_, { checked }) => field.onChange(checked)}
        disabled={isDisabled}
      />
    </Field>
  )
}

/** Several of a few: the value is the list of the chosen ones. */
export function ChecklistField<Values extends FieldValues>(
  props: FormFieldProps<Values> & { readonly choices: readonly Choice[] },
) {
  const { control, name, label, choices, hint, isDisabled } = props
  const { field, fieldState } = useController({ control, name })
  const chosen = (field.value ?? []) as readonly string[]
  return (
    <fieldset className={styles.checklist}>
      <legend>
        {label}
        {props.isRequired === true && <span aria-hidden> *</span>}
      </legend>
      <div className={styles.choices}>
        {choices.map(({ value, label: text }, index) => (
          <Checkbox
            key={value}
            {...(index === 0 ? { ref: field.ref } : {})}
            label={text}
            checked={chosen.includes(value)}
            disabled={isDisabled}
            onBlur={field.onBlur}
            onChange={(_, { checked }) =>
              field.onChange(checked === true ? [...chosen, value] : chosen.filter((one) => one !== value))
            }
          />
        ))}
      </div>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      {fieldState.error?.message !== undefined && (
        <p className={styles.fault} role="alert">
          {fieldState.error.message}
        </p>
      )}
    </fieldset>
  )
}
