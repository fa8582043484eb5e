import type { CatalogueEntry } from '@sluice/dataflow'
import { useMemo } from 'react'
import { useStudio } from './studio-api.ts'

/** Every module of the installation by its id; undefined while it is not known. */
export function useModuleCatalogue(): ReadonlyMap<string, CatalogueEntry> | undefined {
  const { data } = useStudio<{ value: readonly CatalogueEntry[] }>('/modules')
  return useMemo(() => data && new Map(data.value.map((entry) => [entry.id, entry])), [data])
}
