import { Button } from '@fluentui/react-components'
import { type ReactNode, useState } from 'react'
import type { FieldValues } from 'react-hook-form'
import type * as z from 'zod'
import styles from '../../shared/forms/forms.module.css'
import { type SchemaForm, useSchemaForm } from '../../shared/forms/use-schema-form.ts'
import { ErrorNotice } from '../../shared/ui/feedback/ErrorNotice.tsx'

/** A form with one button for whoever has not signed in: nothing of it is kept as a draft, as it holds passwords. */
export function AccountForm<Values extends FieldValues>({
  schema,
  begin,
  submitLabel,
  onSubmit,
  children,
}: {
  readonly schema: z.ZodType<unknown, Values>
  /** What stands in it in the beginning. */
  readonly begin: Values
  readonly submitLabel: string
  /** Rejects with the ApiError of the server. */
  readonly onSubmit: (values: Values) => Promise<void>
  readonly children: (form: SchemaForm<Values>) => ReactNode
}) {
  const form = useSchemaForm({ schema, saved: begin })
  const [error, setError] = useState<unknown>()
  const submit = form.handleSubmit(async () => {
    setError(undefined)
    try {
      await onSubmit(form.getValues())
    } catch (reason) {
      const hasPlace = form.takeFaults(reason).length === 0 && Object.keys(form.formState.errors).length > 0
      if (!hasPlace) setError(reason)
    }
  })
  return (
    <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      {error !== undefined && <ErrorNotice error={error} />}
      {children(form)}
      <div>
        <Button type="submit" appearance="primary" disabledFocusable={form.formState.isSubmitting}>
          {submitLabel}
        </Button>
      </div>
    </form>
  )
}
