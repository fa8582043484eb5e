import type { RowsAnswer } from '@sluice/contracts'
import { useQueries } from '@tanstack/react-query'
import { studioQueryOptions } from '../api/studio-api.ts'
import { useWorkspace } from '../api/workspace.ts'
import { columnsPerPage, rowsPerPage } from './row-pages.ts'

export interface LoadedRows {
  /** Undefined: not there yet. */
  row(index: number): readonly RowsAnswer['rows'][number][number][] | undefined
  readonly error: unknown
  readonly loaded: readonly RowsAnswer['rows'][number][]
}

/** Pages of rows of an output as they are needed. @param path of the output */
export function useRowPages(path: string, pages: readonly number[], skipColumns: number): LoadedRows {
  const { id } = useWorkspace()
  return useQueries({
    queries: pages.map((page) => ({
      ...studioQueryOptions<RowsAnswer>(id, `${path}/rows`, {
        skip: page * rowsPerPage,
        top: rowsPerPage,
        skipColumns,
        topColumns: columnsPerPage,
      }),
      // What came out of a run stays as it is.
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine: (results): LoadedRows => ({
      row(index) {
        const at = pages.indexOf(Math.floor(index / rowsPerPage))
        return results[at]?.data?.rows[index % rowsPerPage]
      },
      error: results.find(({ error }) => error !== null)?.error ?? null,
      loaded: results.flatMap(({ data }) => data?.rows ?? []),
    }),
  })
}
