import * as z from 'zod'
import { listSearch } from '../../shared/routing/list-search.ts'

export const savedKinds = ['model', 'transform'] as const
export type SavedKind = (typeof savedKinds)[number]
const kind = z.enum(savedKinds).optional().catch(undefined)

export const savedListSearch = listSearch.extend({ kind })
export type SavedListSearch = z.infer<typeof savedListSearch>

export const savedTabs = ['summary', 'versions'] as const
export const savedSearch = z.object({ kind, tab: z.enum(savedTabs).optional().catch(undefined) })
