import type { ColumnSchema, ModelShape, TableSchema, TransformationShape } from '@sluice/contracts'
import type * as z from 'zod'

/** What can go through a port; only like types connect. @see reference: AzureML, 4.1 */
export const portTypes = [
  'table',
  'untrained-model',
  'trained-model',
  'untrained-clustering-model',
  'trained-clustering-model',
  'transformation',
] as const
export type PortType = (typeof portTypes)[number]

/** What is known without a run of what goes through a port of each type. */
export interface ShapeByPortType {
  readonly table: TableSchema
  readonly 'untrained-model': ModelShape
  readonly 'trained-model': ModelShape
  readonly 'untrained-clustering-model': ModelShape
  readonly 'trained-clustering-model': ModelShape
  readonly transformation: TransformationShape
}
export type PortShape = ShapeByPortType[PortType]

export interface InputPort {
  readonly type: PortType
  /** Other types that may be connected here, too. */
  readonly alsoTakes?: readonly PortType[]
  /** Default false: an experiment with nothing connected here is at fault. */
  readonly isOptional?: boolean
  /** The table is taken whole, never row by row: a list of words, a vocabulary. Default false. */
  readonly isStatic?: boolean
  /** As the studio shows it. */
  readonly title?: string
}

export interface OutputPort {
  readonly type: PortType
  readonly title?: string
}

/** Columns of which only the names are known, some of them. It is shown; modules behind it wait for a run. */
export interface PartlyKnownTable {
  readonly kind: 'partly-known-table'
  readonly columns: readonly (ColumnSchema | { readonly name: string; readonly type: 'unknown' })[]
}

/** What is known at each port; undefined where it depends on a run. */
export type PortShapes = Readonly<Record<string, PortShape | PartlyKnownTable | undefined>>

/** The same without what is known in part only. */
export const fullyKnown = (shapes: PortShapes): Readonly<Record<string, PortShape | undefined>> =>
  Object.fromEntries(Object.entries(shapes).map(([port, shape]) => [port, isPartlyKnown(shape) ? undefined : shape]))

export const isPartlyKnown = (shape: PortShapes[string]): shape is PartlyKnownTable =>
  shape !== undefined && !isTableSchema(shape) && shape.kind === 'partly-known-table'

/** What modules may ask about things outside of the graph while columns are derived. */
export interface SchemaContext {
  /** Columns of a saved dataset; undefined when there is none with this id. */
  datasetSchema(datasetId: string): TableSchema | undefined
  /** Shape of a saved trained model; undefined when there is none with this id. */
  trainedModelShape(modelId: string): ModelShape | undefined
  /** Shape of a saved transformation; undefined when there is none with this id. */
  savedTransformationShape(transformId: string): TransformationShape | undefined
  /**
   * Columns that a transformation gives for these; undefined where they depend on what it holds.
   * @throws AppError of a module when the columns do not suit it
   */
  transformedSchema(transformation: TransformationShape, dataset: TableSchema): TableSchema | undefined
  /**
   * Columns that an SQL script gives for tables with these; undefined where it cannot be told.
   * @throws AppError of a module when the script cannot be prepared
   */
  scriptColumns(
    script: string,
    tables: Readonly<Record<string, TableSchema>>,
  ): TableSchema | PartlyKnownTable | undefined
}

/** What connecting needs to know of a module. */
export interface ModulePorts {
  readonly id: string
  readonly title: string
  readonly inputs: Readonly<Record<string, InputPort>>
  readonly outputs: Readonly<Record<string, OutputPort>>
  /** The graph's edge to the outside, where this module is one. */
  readonly webServicePort?: 'input' | 'output'
}

export type ModulePortsById = Readonly<Record<string, ModulePorts>>

/** What the graph needs to know of a module; modules themselves say far more. */
export interface ModuleDescription extends ModulePorts {
  /**
   * Strict, with defaults: parsing `{}` gives what the module does when nothing was set. Of the graph's edge to the
   * outside, `name` is what callers use.
   */
  readonly parameters: z.ZodObject
  /** Why a service that answers single calls must not contain it with these parameters; undefined where it may. */
  requestResponseFault?(parameters: Readonly<Record<string, unknown>>): string | undefined
  /**
   * What is known at the outputs, from what is known at the inputs, without running.
   * @throws AppError of a module when these inputs and parameters cannot go together
   */
  outputShapes(inputs: PortShapes, parameters: Readonly<Record<string, unknown>>, context: SchemaContext): PortShapes
}

export type ModuleDescriptions = Readonly<Record<string, ModuleDescription>>

export const findModule = <Description>(
  modules: Readonly<Record<string, Description>>,
  id: string,
): Description | undefined => (Object.hasOwn(modules, id) ? modules[id] : undefined)

/** The columns, where it is a table that goes through the port and they are known. */
export const toTableSchema = (shape: PortShapes[string]): TableSchema | undefined =>
  shape !== undefined && isTableSchema(shape) ? shape : undefined

const isTableSchema = (shape: PortShape | PartlyKnownTable): shape is TableSchema => Array.isArray(shape)
