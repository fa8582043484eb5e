import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

const prefix = 'columns:'

export interface ColumnDialog {
  readonly isOpen: boolean
  open(): void
  close(): void
}

/** The column selector of a parameter, open where the address says so: `?dialog=columns:targetColumns`. */
export function useColumnDialog(parameter: string): ColumnDialog {
  const { dialog } = useSearch({ strict: false }) as { readonly dialog?: unknown }
  const navigate = useNavigate()
  const turn = useCallback(
    (to: string | undefined, replace: boolean) =>
      void navigate({
        to: '.',
        search: ((before: object) => ({ ...before, dialog: to })) as never,
        replace,
        resetScroll: false,
      }),
    [navigate],
  )
  return {
    isOpen: dialog === `${prefix}${parameter}`,
    open: () => turn(`${prefix}${parameter}`, false),
    close: () => turn(undefined, true),
  }
}
