import * as z from 'zod'

export const columnTypeFilters = [
  'all',
  'numeric',
  'integer',
  'double',
  'string',
  'boolean',
  'date-time',
  'time-span',
  'categorical',
  'non-categorical',
] as const
export type ColumnTypeFilter = (typeof columnTypeFilters)[number]

export const columnKindFilters = ['all', 'feature', 'label', 'score', 'weight'] as const

const action = z.enum(['include', 'exclude'])

/** One rule; rules are applied in order to what the ones before them left. */
export const columnRule = z.discriminatedUnion('by', [
  z.strictObject({ action, by: z.literal('names'), names: z.array(z.string()).min(1) }),
  z.strictObject({ action, by: z.literal('indexes'), indexes: z.string().min(1).describe('from 1, as in 1,3,5-8') }),
  z.strictObject({
    action,
    by: z.literal('type'),
    type: z.enum(columnTypeFilters).default('all'),
    kind: z.enum(columnKindFilters).default('all'),
  }),
])
export type ColumnRule = z.infer<typeof columnRule>

/** What the column selector says. @see reference: AzureML, 4.3 */
export const columnSelection = z.strictObject({
  beginWith: z.enum(['all', 'none']).default('none'),
  rules: z.array(columnRule).default([]),
})
export type ColumnSelection = Readonly<z.infer<typeof columnSelection>>
