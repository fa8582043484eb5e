import { Button } from '@fluentui/react-components'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { FieldValues } from 'react-hook-form'
import type * as z from 'zod'
import { isConflictOfVersions } from '../api-client/api-error.ts'
import { useWords } from '../languages/words.ts'
import { ErrorNotice } from '../ui/feedback/ErrorNotice.tsx'
import { Notice } from '../ui/feedback/Notice.tsx'
import { useMessages } from '../ui/feedback/use-messages.tsx'
import { uiWords } from '../ui/ui-words.ts'
import { ConflictDialog } from './ConflictDialog.tsx'
import { formWords } from './form-words.ts'
import styles from './forms.module.css'
import { LeaveGuard } from './LeaveGuard.tsx'
import { type SchemaForm, useSchemaForm } from './use-schema-form.ts'

export interface ResourceFormProps<Values extends FieldValues> {
  readonly schema: z.ZodType<unknown, Values>
  /** What is saved, or what a new one begins with. */
  readonly saved: Values
  /** Name of the draft in the tab; undefined where secrets are typed. */
  readonly draftName?: string
  readonly submitLabel?: string
  /** Names of the fields as people read them, for the comparison of two versions. */
  readonly fieldLabels?: Readonly<Partial<Record<keyof Values & string, string>>>
  /**
   * Saves. Rejects with the ApiError of the server.
   * @param ifMatch entity tag of what the user began to change, or `*` when forced; undefined without `versions`
   * @param isForced save over what somebody else saved in between
   */
  readonly onSave: (values: Values, ifMatch: string | undefined, isForced: boolean) => Promise<unknown>
  /** Of a thing that is there already: with it two people who save it at once are told. */
  readonly versions?: {
    /** Of what is saved. It moves on while somebody types, as others save; `onSave` gets that of before. */
    readonly entityTag: string
    /** Reads what is saved now. */
    readonly load: () => Promise<Values>
  }
  /** After a save; default: a message. */
  readonly onSaved?: (values: Values) => void
  readonly onCancel?: () => void
  /** Whether the fields take the whole width. */
  readonly isWide?: boolean
  /** Whether saving makes sense though nothing was typed, as for a new thing. */
  readonly isNew?: boolean
  readonly children: (form: SchemaForm<Values>) => ReactNode
}

/**
 * A form of one resource: checks on leaving a field and on save, keeps what was typed over reloads and expired sessions,
 * puts the server's faults to their fields, asks before unsaved work is left, and lets people choose between two versions.
 */
export function ResourceForm<Values extends FieldValues>(props: ResourceFormProps<Values>) {
  const { schema, saved, draftName, onSave, versions, onSaved, onCancel, children, isNew = false } = props
  const words = useWords(uiWords)
  const own = useWords(formWords)
  const messages = useMessages()
  const form = useSchemaForm({ schema, saved, draftName })
  const [failure, setFailure] = useState<{ readonly error: unknown; readonly others: readonly string[] }>()
  const [conflict, setConflict] = useState<{ readonly mine: Values; readonly theirs: Values }>()
  const { errors, isDirty, isSubmitting } = form.formState
  const entityTag = versions?.entityTag
  const begunWith = useRef(entityTag)
  useEffect(() => {
    if (!isDirty) begunWith.current = entityTag
  }, [isDirty, entityTag])
  const faultCount = Object.keys(errors).length

  const save = async (values: Values, isForced: boolean) => {
    setFailure(undefined)
    try {
      await onSave(values, isForced && versions !== undefined ? '*' : begunWith.current, isForced)
    } catch (error) {
      if (isConflictOfVersions(error) && versions !== undefined) {
        setConflict({ mine: values, theirs: await versions.load() })
        return
      }
      setFailure({ error, others: form.takeFaults(error) })
      return
    }
    setConflict(undefined)
    form.markSaved(values)
    if (onSaved === undefined) messages.done(words('saved'))
    else onSaved(values)
  }
  // What is saved is what was typed; the schema's own changes are the server's business.
  const submit = form.handleSubmit(() => save(form.getValues(), false))
  const isUnplaced = failure !== undefined && (failure.others.length > 0 || faultCount === 0)
  return (
    <form
      className={props.isWide === true ? styles.wide : styles.form}
      noValidate
      onSubmit={(event) => void submit(event)}
      data-save-form
    >
      {form.isRestored && <Notice intent="info">{own('restored')}</Notice>}
      {faultCount > 1 && form.formState.isSubmitted && (
        <Notice intent="error" title={own('faultsTitle', { count: faultCount })} />
      )}
      {isUnplaced && <ErrorNotice error={failure.error} title={own('saveFailed')} />}
      {children(form)}
      <div className={styles.bar}>
        <Button type="submit" appearance="primary" disabledFocusable={isSubmitting || (!isDirty && !isNew)}>
          {isSubmitting ? words('saving') : (props.submitLabel ?? words('save'))}
        </Button>
        {onCancel !== undefined && <Button onClick={onCancel}>{words('cancel')}</Button>}
        {!isNew && isDirty && <Button onClick={form.discard}>{words('discard')}</Button>}
        <span className={styles.state} role="status">
          {isDirty && !isSubmitting ? words('unsaved') : ''}
        </span>
      </div>
      <LeaveGuard isDirty={isDirty && !isSubmitting} onLeave={form.discard} />
      {conflict !== undefined && (
        <ConflictDialog
          {...conflict}
          labels={props.fieldLabels ?? {}}
          onKeepMine={() => void save(conflict.mine, true)}
          onTakeTheirs={() => {
            setConflict(undefined)
            form.markSaved(conflict.theirs)
          }}
          onCancel={() => setConflict(undefined)}
        />
      )}
    </form>
  )
}
