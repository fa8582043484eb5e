import type { ModuleErrorCode } from '@sluice/contracts'
import type { InputPort, ModulePorts, OutputPort } from './module-description.ts'

/** What palette, property form and reference pages are drawn from; plain JSON. */
export interface CatalogueEntry {
  readonly id: string
  readonly title: string
  /** Places in the palette, the outer first. */
  readonly category: readonly string[]
  readonly summary: string
  /** In paragraphs. */
  readonly remarks: readonly string[]
  /** Whether rows can be taken one by one, with the parameters as they are when nothing is set. */
  readonly rowWise: boolean
  /** The graph's edge to the outside, where this module is one. */
  readonly webServicePort?: 'input' | 'output'
  readonly inputs: readonly ({ readonly name: string } & InputPort)[]
  readonly outputs: readonly ({ readonly name: string } & OutputPort)[]
  readonly parameters: readonly CatalogueParameter[]
  readonly errors: readonly CatalogueError[]
}

/** The parameter holds the id of a thing that was saved in the workspace; people choose it by its name. */
export type SavedThingEditor = 'dataset' | 'trained-model' | 'transformation'

export interface CatalogueParameter {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly isRequired: boolean
  readonly default?: unknown
  /** Shown, and of effect, only while other parameters have one of these values. */
  readonly visibleWhen?: Readonly<Record<string, readonly (string | number | boolean)[]>>
  /** Titles of the values of an enumeration. */
  readonly valueTitles?: Readonly<Record<string, string>>
  /** Input port whose columns a column selection speaks of. */
  readonly columnsOf?: string
  /** Of a column selection: it must come to one column. */
  readonly isSingleColumn?: boolean
  /** Of a column selection: the parameter by which its rules say the order of the columns, and may name one twice. */
  readonly orderedBy?: string
  /** Says what a number comes to: `makes {2^value} columns`. */
  readonly effect?: string
  readonly editor:
    | 'checkbox'
    | 'choice'
    | 'column-selection'
    | 'list'
    | 'number'
    | 'secret'
    | 'sql'
    | 'text'
    | 'text-line'
    | 'json'
    | SavedThingEditor
  /** JSON Schema of one value, with ranges. */
  readonly schema: Readonly<Record<string, unknown>>
}

export interface CatalogueError {
  /** As users know it: `0001`. */
  readonly number: string
  readonly code: ModuleErrorCode
  /** What is filled in stands in braces. */
  readonly message: string
  readonly remedy: string
}

/** The entry as checks and edits of a graph read it. */
export const toModulePorts = ({ id, title, inputs, outputs, webServicePort }: CatalogueEntry): ModulePorts => ({
  id,
  title,
  inputs: Object.fromEntries(inputs.map(({ name, ...port }) => [name, port])),
  outputs: Object.fromEntries(outputs.map(({ name, ...port }) => [name, port])),
  ...(webServicePort === undefined ? {} : { webServicePort }),
})
