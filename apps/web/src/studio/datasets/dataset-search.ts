import * as z from 'zod'
import { listSearch } from '../../shared/routing/list-search.ts'
import { columnSearch } from '../visualize/use-column-choice.ts'

export const datasetsSearch = listSearch
export type DatasetsSearch = z.infer<typeof datasetsSearch>

export const datasetTabs = ['rows', 'statistics', 'charts', 'compare', 'versions', 'bad-rows'] as const
export type DatasetTab = (typeof datasetTabs)[number]

export const datasetTabSearch = z.object({
  tab: z.enum(datasetTabs).optional().catch(undefined),
  page: z.coerce.number().int().min(1).optional().catch(undefined),
  ...columnSearch,
})

export const newDatasetSearch = z.object({
  /** Where the rows come from. */
  from: z.enum(['file', 'address']).optional().catch(undefined),
  /** Address that they come from. */
  address: z.string().optional().catch(undefined),
  /** Upload that is there in whole. */
  upload: z.string().optional().catch(undefined),
  /** Import that goes on. */
  import: z.string().optional().catch(undefined),
  /** Dataset that gets a new version. */
  versionOf: z.string().optional().catch(undefined),
})
