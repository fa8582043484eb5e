import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components'
import { type ReactNode, useState } from 'react'
import type { FieldValues } from 'react-hook-form'
import type * as z from 'zod'
import { type SchemaForm, useSchemaForm } from '../../shared/forms/use-schema-form.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorDetail } from '../../shared/ui/feedback/ErrorState.tsx'
import { uiWords } from '../../shared/ui/ui-words.ts'
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
  const ui = useWords(uiWords)
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
    <Dialog open onOpenChange={(_, { open }) => open || onClose()}>
      <DialogSurface>
        <form noValidate onSubmit={(event) => void submit(event)}>
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent>
              <div className={styles.fields}>
                <p>{text}</p>
                {error !== undefined && (
                  <div role="alert">
                    <ErrorDetail error={error} />
                  </div>
                )}
                {children(form)}
              </div>
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{ui('cancel')}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={form.formState.isSubmitting}>
                {title}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
