import type { ReactNode } from 'react'
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form'

/** A text of a form that something larger than a field edits. */
export function FormText<Values extends FieldValues>({
  control,
  name,
  children,
}: {
  readonly control: Control<Values>
  readonly name: FieldPath<Values>
  readonly children: (text: string, onChange: (text: string) => void) => ReactNode
}) {
  const { field } = useController({ control, name })
  return children(String(field.value ?? ''), field.onChange)
}
