import * as z from 'zod'
import { outputViews } from '../visualize/output-views.ts'
import { columnSearch } from '../visualize/use-column-choice.ts'

const text = z.string().optional().catch(undefined)

/** What the address says of the canvas: what is selected, what is looked at, and how. */
export const experimentSearch = z.object({
  /** Id of the module that is selected. */
  module: text,
  /** With `module`: output that is looked at. */
  port: text,
  view: z.enum(outputViews).optional().catch(undefined),
  ...columnSearch,
  /** Whose results are shown; default: the last one. */
  run: text,
  layout: z.enum(['canvas', 'list']).optional().catch(undefined),
  panel: z.enum(['history']).optional().catch(undefined),
  /** Dialogs of the property panel: `columns:<parameter>`. */
  dialog: text,
})
export type ExperimentSearch = z.infer<typeof experimentSearch>

/** What is said of an output, without the output: another one is looked at from its beginning. */
export const noView = { view: undefined, column: undefined, against: undefined } as const
