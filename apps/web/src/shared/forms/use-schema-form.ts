import { standardSchemaResolver } from '@hookform/resolvers/standard-schema'
import { useEffect, useRef, useState } from 'react'
import { type FieldValues, type Path, type UseFormReturn, useForm } from 'react-hook-form'
import type * as z from 'zod'
import { isApiError } from '../api-client/api-error.ts'
import { loadDraft, removeDraft, saveDraft } from './drafts.ts'

export interface SchemaForm<Values extends FieldValues> extends UseFormReturn<Values> {
  /** Whether what was typed before a reload was filled in again. */
  readonly isRestored: boolean
  /** After a save: what is in the form is what is saved. */
  markSaved(values: Values): void
  /** Back to what is saved. */
  discard(): void
  /** Puts faults of the server's answer to their fields. @returns those that belong to no field of the form */
  takeFaults(error: unknown): readonly string[]
}

const draftPauseMs = 300

/**
 * A form whose values are checked by a schema when a field is left and on save. Its fields are called like the properties
 * that they are about, so that the server's faults find them.
 * @param saved what is saved; when it changes and nothing was typed, the form follows
 * @param draftName under which typed text is kept in the tab; undefined = not at all, as where secrets are typed
 */
export function useSchemaForm<Values extends FieldValues>({
  schema,
  saved,
  draftName,
}: {
  readonly schema: z.ZodType<unknown, Values>
  readonly saved: Values
  readonly draftName?: string | undefined
}): SchemaForm<Values> {
  const [draft] = useState(() => (draftName === undefined ? undefined : loadDraft<Values>(draftName)))
  const form = useForm<Values>({
    mode: 'onTouched',
    // biome-ignore lint/suspicious/noExplicitAny: the resolver's own types ask for the output, the form holds the input
    resolver: standardSchemaResolver(schema as any) as any,
    // biome-ignore lint/suspicious/noExplicitAny: values as a whole are default values, which the type cannot see
    defaultValues: saved as any,
  })
  const { reset, subscribe, setError, setFocus, getValues, formState } = form
  const { isDirty } = formState

  // The draft is put in after the saved values, so that the form knows what differs.
  const isFirst = useRef(true)
  useEffect(() => {
    if (!isFirst.current) return
    isFirst.current = false
    if (draft !== undefined) reset({ ...saved, ...draft }, { keepDefaultValues: true })
  }, [draft, reset, saved])

  const savedText = JSON.stringify(saved)
  const lastSaved = useRef(savedText)
  useEffect(() => {
    if (lastSaved.current === savedText || isDirty) return
    lastSaved.current = savedText
    reset(JSON.parse(savedText) as Values)
  }, [savedText, isDirty, reset])

  useEffect(() => {
    if (draftName === undefined) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = subscribe({
      formState: { values: true, isDirty: true },
      callback: ({ isDirty: differs }) => {
        clearTimeout(timer)
        timer = setTimeout(() => (differs ? saveDraft(draftName, getValues()) : removeDraft(draftName)), draftPauseMs)
      },
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [draftName, subscribe, getValues])

  const forget = (values: Values) => {
    if (draftName !== undefined) removeDraft(draftName)
    reset(values)
  }
  return {
    ...form,
    formState,
    isRestored: draft !== undefined && isDirty,
    markSaved: forget,
    discard: () => forget(saved),
    takeFaults(error) {
      if (!isApiError(error)) return []
      const others: string[] = []
      let isFocused = false
      for (const { target = '', message } of error.faults) {
        const name = target.replace(/^properties\./, '') as Path<Values>
        if (!hasField(getValues(), name)) {
          others.push(target === '' ? message : `${target}: ${message}`)
          continue
        }
        setError(name, { type: 'server', message })
        if (!isFocused) setFocus(name)
        isFocused = true
      }
      return others
    },
  }
}

function hasField(values: FieldValues, path: string): boolean {
  let at: unknown = values
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null || !(name in at)) return false
    at = (at as Record<string, unknown>)[name]
  }
  return path !== ''
}
