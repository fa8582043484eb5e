import type { TableSchema } from '@sluice/contracts'
import { useNavigate, useSearch } from '@tanstack/react-router'
import * as z from 'zod'

/** What the address says of the columns that are looked at; part of the search of every page that shows tables. */
export const columnSearch = {
  column: z.string().optional().catch(undefined),
  /** Compared with `column`. */
  against: z.string().optional().catch(undefined),
}

/**
 * The column that is looked at, in the address, so that a reload shows it again.
 * @param standard what it is unless the address names a column that is there
 */
export function useColumnChoice(
  name: keyof typeof columnSearch,
  columns: TableSchema,
  standard: string | undefined,
): readonly [string, (column: string) => void] {
  const chosen = (useSearch({ strict: false }) as Partial<Record<typeof name, string>>)[name]
  const navigate = useNavigate()
  const isThere = columns.some((column) => column.name === chosen)
  return [
    (isThere ? chosen : standard) ?? '',
    (column) => void navigate({ to: '.', search: (old: object) => ({ ...old, [name]: column }), replace: true }),
  ]
}
