import type { TableSchema } from '@sluice/contracts'
import type * as z from 'zod'

/** What can go through a port; only like types connect. @see reference: AzureML, 4.1 */
export const portTypes = [
  'table',
  'untrained-model',
  'trained-model',
  'transformation',
  'filter',
  'script-bundle',
] as const
export type PortType = (typeof portTypes)[number]

export interface InputPort {
  readonly type: PortType
  /** Default false: an experiment with nothing connected here is at fault. */
  readonly isOptional?: boolean
  /** As the studio shows it. */
  readonly title?: string
}

export interface OutputPort {
  readonly type: PortType
  readonly title?: string
}

/** Columns at each port; undefined where they are not known without a run, or where no table goes through. */
export type PortSchemas = Readonly<Record<string, TableSchema | undefined>>

/** What modules may ask about things outside of the graph while columns are derived. */
export interface SchemaContext {
  /** Columns of a saved dataset; undefined when there is none with this id. */
  datasetSchema(datasetId: string): TableSchema | undefined
}

/** What the graph needs to know of a module; modules themselves say far more. */
export interface ModuleDescription {
  readonly id: string
  readonly title: string
  readonly inputs: Readonly<Record<string, InputPort>>
  readonly outputs: Readonly<Record<string, OutputPort>>
  /** Strict, with defaults: parsing `{}` gives what the module does when nothing was set. */
  readonly parameters: z.ZodObject
  /** The graph's edge to the outside, where this module is one; its parameter `name` is what callers use. */
  readonly webServicePort?: 'input' | 'output'
  /**
   * Columns at the outputs, from those at the inputs, without running.
   * @throws AppError of a module when these inputs and parameters cannot go together
   */
  outputSchema(inputs: PortSchemas, parameters: Readonly<Record<string, unknown>>, context: SchemaContext): PortSchemas
}

export type ModuleDescriptions = Readonly<Record<string, ModuleDescription>>

export const findModule = (modules: ModuleDescriptions, id: string): ModuleDescription | undefined =>
  Object.hasOwn(modules, id) ? modules[id] : undefined
