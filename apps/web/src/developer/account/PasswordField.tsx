import { Button, Field, Input, Tooltip } from '@fluentui/react-components'
import { EyeOffRegular, EyeRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form'
import { useWords } from '../../shared/languages/words.ts'
import { accountWords } from './account-words.ts'

/** A password, typed once: whoever wants to check it looks at it. */
export function PasswordField<Values extends FieldValues>({
  control,
  name,
  label,
  isNew,
}: {
  readonly control: Control<Values>
  readonly name: FieldPath<Values>
  readonly label: string
  /** Whether it is chosen now; else it is the one that there is. */
  readonly isNew: boolean
}) {
  const words = useWords(accountWords)
  const { field, fieldState } = useController({ control, name })
  const [isShown, setShown] = useState(false)
  const message = fieldState.error?.message
  return (
    <Field
      label={label}
      required
      {...(isNew ? { hint: { children: words('passwordRules') } } : {})}
      {...(message === undefined ? {} : { validationMessage: message, validationState: 'error' as const })}
    >
      <Input
        ref={field.ref}
        name={field.name}
        value={String(field.value ?? '')}
        onBlur={field.onBlur}
        onChange={(_, { value }) => field.onChange(value)}
        type={isShown ? 'text' : 'password'}
        autoComplete={isNew ? 'new-password' : 'current-password'}
        spellCheck={false}
        input={{ translate: 'no' }}
        contentAfter={
          <Tooltip content={words(isShown ? 'hidePassword' : 'showPassword')} relationship="label">
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
