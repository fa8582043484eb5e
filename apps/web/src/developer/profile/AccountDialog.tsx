import { type ReactNode, useState } from 'react'
import type { FieldValues } from 'react-hook-form'
import type * as z from 'zod'
import { type SchemaForm, useSchemaForm } from '../../shared/forms/use-schema-form.ts'
import { QuestionDialog } from '../../shared/ui/dialogs/QuestionDialog.tsx'
import { ErrorDetail } from '../../shared/ui/feedback/ErrorState.tsx'
import styles from './profile.module.css'

/** A small form about the account that asks for the password. */
export function AccountDialog<Values extends FieldValues>({
  title,
  text,
  schema,
  begin,
  onSave,
  onClose,
  children,
}: {
  readonly title: string
  readonly text: string
  readonly schema: z.ZodType<unknown, Values>
  readonly begin: Values
  readonly onSave: (values: Values) => Promise<void>
  readonly onClose: () => void
  readonly children: (form: SchemaForm<Values>) => ReactNode
}) {
  const form = useSchemaForm({ schema, saved: begin })
  const [error, setError] = useState<unknown>()
  const submit = form.handleSubmit(async () => {
    setError(undefined)
    try {
      await onSave(form.getValues())
    } catch (reason) {
      form.takeFaults(reason)
      setError(reason)
    }
  })
  return (
    <QuestionDialog
      title={title}
      confirmLabel={title}
      isBusy={form.formState.isSubmitting}
      onConfirm={() => void submit()}
      onCancel={onClose}
    >
      <div className={styles.fields}>
        <p>{text}</p>
        {error !== undefined && (
          <div role="alert">
            <ErrorDetail error={error} />
          </div>
        )}
        {children(form)}
      </div>
    </QuestionDialog>
  )
}
