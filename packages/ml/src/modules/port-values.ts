import type { ModelShape, TransformationShape } from '@sluice/contracts'
import type { PortType, ShapeByPortType, Table } from '@sluice/dataflow'

export type TypedArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array
  | BigInt64Array

/** What models and transformations are made of: JSON and arrays of numbers, so that they go into a file as they are. */
export type Packable =
  | null
  | boolean
  | number
  | string
  | TypedArray
  | readonly Packable[]
  | { readonly [name: string]: Packable | undefined }

/** A learner with its settings, trained or not. */
export interface Model {
  readonly kind: 'model'
  readonly shape: ModelShape
  /** Of the module whose learner it is. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** What it learned; undefined while `shape.training` is. */
  readonly state: Packable | undefined
}

/** What a module computed from one dataset, to be applied to others. */
export interface Transformation {
  readonly kind: 'transformation'
  readonly shape: TransformationShape
  readonly state: Packable
}

/** What goes through a port of each type while an experiment runs. */
export interface ValueByPortType {
  readonly table: Table
  readonly 'untrained-model': Model
  readonly 'trained-model': Model
  readonly 'untrained-clustering-model': Model
  readonly 'trained-clustering-model': Model
  readonly transformation: Transformation
}
export type PortValue = ValueByPortType[PortType]
export type PortValues = Readonly<Record<string, PortValue | undefined>>

export const isTable = (value: PortValue): value is Table => 'parts' in value

/** What would have been known of a value without a run. */
export const shapeOfValue = (value: PortValue): ShapeByPortType[PortType] =>
  isTable(value) ? value.schema : value.shape
