import { Button, Field, Input, Tooltip } from '@fluentui/react-components'
import { EyeOffRegular, EyeRegular } from '@fluentui/react-icons'
import { type ReactNode, useState } from 'react'
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form'
import { useWords } from '../../shared/languages/words.ts'
import { uiWords } from '../../shared/ui/ui-words.ts'

/** One line of text that nobody should see over a shoulder; whoever types it may look at it. */
export function SecretTextField<Values extends FieldValues>({
  control,
  name,
  label,
  hint,
  isRequired = false,
  isDisabled,
}: {
  readonly control: Control<Values>
  readonly name: FieldPath<Values>
  readonly label: string
  readonly hint?: ReactNode
  readonly isRequired?: boolean
  readonly isDisabled?: boolean
}) {
  const { field, fieldState } = useController({ control, name })
  const words = useWords(uiWords)
  const [isShown, setShown] = useState(false)
  const message = fieldState.error?.message
  return (
    <Field
      label={label}
      required={isRequired}
      {...(hint === undefined ? {} : { hint: { children: hint } })}
      {...(message === undefined ? {} : { validationMessage: message, validationState: 'error' as const })}
    >
      <Input
        ref={field.ref}
        name={field.name}
        value={String(field.value ?? '')}
        onBlur={field.onBlur}
        onChange={(_, { value }) => field.onChange(value)}
        type={isShown ? 'text' : 'password'}
        autoComplete="new-password"
        spellCheck={false}
        disabled={isDisabled}
        input={{ translate: 'no' }}
        contentAfter={
          <Tooltip content={words(isShown ? 'hide' : 'reveal', { name: label })} relationship="label">
            <Button
              appearance="transparent"
              size="small"
              icon={isShown ? <EyeOffRegular /> : <EyeRegular />}
              onClick={() => setShown(!isShown)}
            />
          </Tooltip>
        }
      />
    </Field>
  )
}
