import * as z from 'zod'
import { listSearch } from '../../shared/routing/list-search.ts'

export const groupTabs = ['members', 'products', 'settings'] as const

/** The open part of one group, and what is looked for among its members. */
export const groupSearch = listSearch.extend({ tab: z.enum(groupTabs).optional().catch(undefined) })
export type GroupSearch = z.infer<typeof groupSearch>
