import { columnSelection, type ModuleErrorCode, type TableSchema } from '@sluice/contracts'
import {
  fullyKnown,
  type InputPort,
  type OutputPort,
  type PartlyKnownTable,
  type PortShapes,
  type PortType,
  type SchemaContext,
  type ShapeByPortType,
  type Table,
} from '@sluice/dataflow'
import type { TableFile } from '@sluice/platform'
import * as z from 'zod'
import type { Learner } from '../learning/learner.ts'
import type {
  CompiledModule,
  CompileInputs,
  DownloadFormat,
  FileRunContext,
  Module,
  ModuleContext,
  ParameterValues,
  RunContext,
  TransformationCode,
} from './module.ts'
import { type PortValues, shapeOfValue, type ValueByPortType } from './port-values.ts'

type PortDeclarations<Port> = Readonly<Record<string, PortType | Port>>
type TypeOf<Port> = Port extends PortType
  ? Port
  : Port extends { readonly type: infer Type extends PortType }
    ? Type
    : never
type TypesOf<Port> =
  | TypeOf<Port>
  | (Port extends { readonly alsoTakes: readonly (infer Type extends PortType)[] } ? Type : never)
type OrNothing<Port> = Port extends { readonly isOptional: true } ? undefined : never
/** A table that is taken row by row. */
type IsStreamed<Port> = TypeOf<Port> extends 'table' ? (Port extends { readonly isStatic: true } ? false : true) : false

/** Each port with what goes through it in a run. */
type Values<Ports> = { readonly [Port in keyof Ports]: ValueByPortType[TypesOf<Ports[Port]>] | OrNothing<Ports[Port]> }
/** The same where tables are files. */
type FilesAt<Ports> = {
  readonly [Port in keyof Ports]: TypeOf<Ports[Port]> extends 'table'
    ? TableFile | OrNothing<Ports[Port]>
    : ValueByPortType[TypesOf<Ports[Port]>] | OrNothing<Ports[Port]>
}
type Shapes<Ports> = { readonly [Port in keyof Ports]: ShapeByPortType[TypesOf<Ports[Port]>] | undefined }
/** Of a table it may be that only some is known. */
type OutputShapes<Ports> = {
  readonly [Port in keyof Ports]: Shapes<Ports>[Port] | (TypeOf<Ports[Port]> extends 'table' ? PartlyKnownTable : never)
}
type CompiledFrom<Ports> = {
  readonly [Port in keyof Ports]: IsStreamed<Ports[Port]> extends true
    ? TableSchema
    : ValueByPortType[TypesOf<Ports[Port]>] | OrNothing<Ports[Port]>
}
type Streamed<Ports> = { readonly [Port in keyof Ports as IsStreamed<Ports[Port]> extends true ? Port : never]: Table }
type TablesAt<Ports> = { readonly [Port in keyof Ports]: Table }
type SchemasAt<Ports> = { readonly [Port in keyof Ports]: TableSchema }
type ParametersOf<Parameters extends z.ZodObject> = Readonly<z.infer<Parameters>>
type Soon<Result> = Result | Promise<Result>

interface Declaration<Inputs, Outputs, Parameters extends z.ZodObject> {
  readonly id: string
  readonly title: string
  readonly category: string
  readonly summary: string
  readonly remarks?: string
  readonly errors?: readonly ModuleErrorCode[]
  /** Default 1. */
  readonly codeVersion?: number
  /** Default: always. */
  isCached?(parameters: ParametersOf<Parameters>): boolean
  readonly inputs: Inputs
  readonly outputs: Outputs
  readonly parameters: Parameters
  readonly webServicePort?: 'input' | 'output'
  requestResponseFault?(parameters: ParametersOf<Parameters>): string | undefined
  downloadFormat?(parameters: ParametersOf<Parameters>): DownloadFormat
  readonly learner?: Learner
  readonly transformation?: TransformationCode
  whenPredicting?(parameters: ParametersOf<Parameters>): ReturnType<NonNullable<Module['whenPredicting']>>
}

interface Compilable<Inputs, Outputs, Parameters extends z.ZodObject> {
  /** Everything costly happens here; the returned closure only serves. */
  compile(
    inputs: CompiledFrom<Inputs>,
    parameters: ParametersOf<Parameters>,
    context: ModuleContext,
  ): {
    readonly outputSchemas: SchemasAt<Outputs>
    readonly constantOutputs?: Partial<TablesAt<Outputs>>
    run(inputs: Streamed<Inputs>): Soon<TablesAt<Outputs>>
  }
}

interface Runnable<Inputs, Outputs, Parameters extends z.ZodObject> {
  outputShapes(
    inputs: Shapes<Inputs>,
    parameters: ParametersOf<Parameters>,
    context: SchemaContext,
  ): OutputShapes<Outputs>
  run(inputs: Values<Inputs>, parameters: ParametersOf<Parameters>, context: RunContext): Soon<Values<Outputs>>
  /** The same for tables larger than memory, in constant memory: the same rows in the same order. */
  runOnFiles?(
    inputs: FilesAt<Inputs>,
    parameters: ParametersOf<Parameters>,
    context: FileRunContext,
  ): Promise<FilesAt<Outputs>>
}

type RowWise<Inputs, Outputs, Parameters extends z.ZodObject> = Declaration<Inputs, Outputs, Parameters> &
  Compilable<Inputs, Outputs, Parameters> & {
    readonly rowWise: true
    /** Needed where a static port says what comes out; else what `compile` says is taken. */
    readonly outputShapes?: Runnable<Inputs, Outputs, Parameters>['outputShapes']
  }

/** Row-wise with some parameters, such as a vocabulary that is only read; then `compile` is used, else `run`. */
type SometimesRowWise<Inputs, Outputs, Parameters extends z.ZodObject> = Declaration<Inputs, Outputs, Parameters> &
  Compilable<Inputs, Outputs, Parameters> &
  Runnable<Inputs, Outputs, Parameters> & { rowWise(parameters: ParametersOf<Parameters>): boolean }

type WholeTable<Inputs, Outputs, Parameters extends z.ZodObject> = Declaration<Inputs, Outputs, Parameters> &
  Runnable<Inputs, Outputs, Parameters> & { readonly rowWise?: false }

/**
 * Declares a module. Its ports and parameters type its code, so that neither needs a cast.
 * Each parameter has a title and a description (`.meta`), from which form and reference page are made.
 */
export function defineModule<
  const Inputs extends PortDeclarations<InputPort>,
  const Outputs extends PortDeclarations<OutputPort>,
  Parameters extends z.ZodObject,
>(
  declaration:
    | RowWise<Inputs, Outputs, Parameters>
    | SometimesRowWise<Inputs, Outputs, Parameters>
    | WholeTable<Inputs, Outputs, Parameters>,
): Module {
  // The registry forgets the names of ports and parameters, which the declaration has checked.
  const plain = declaration as unknown as PlainDeclaration
  const { rowWise = false } = plain
  const inputs = toPorts<InputPort>(declaration.inputs)
  const isRowWise: Module['isRowWise'] = typeof rowWise === 'function' ? rowWise : () => rowWise
  const { compile, run } = plain
  const outputShapes = plain.outputShapes ?? shapesByCompiling(inputs, compile as NonNullable<typeof compile>)
  const streamed = Object.keys(inputs).filter(
    (port) => inputs[port]?.type === 'table' && inputs[port].isStatic !== true,
  )
  return {
    ...plain,
    errors: [...new Set([...(plain.errors ?? []), ...selectionErrors(plain.parameters)])],
    codeVersion: plain.codeVersion ?? 1,
    isCached: plain.isCached ?? (() => true),
    inputs,
    outputs: toPorts<OutputPort>(declaration.outputs),
    isRowWise,
    outputShapes: (shapes, parameters, context) => outputShapes(fullyKnown(shapes), parameters, context),
    run(values, parameters, context) {
      if (run !== undefined && !(compile !== undefined && isRowWise(parameters)))
        return run(values, parameters, context)
      const compiled = (compile as NonNullable<typeof compile>)(compileInputs(values, streamed), parameters, context)
      return compiled.run(Object.fromEntries(streamed.map((port) => [port, values[port] as Table])))
    },
  }
}

/** What any selection of columns may be refused for. */
function selectionErrors({ shape }: z.ZodObject): readonly ModuleErrorCode[] {
  const selects = Object.values(shape).some(
    (rule) => rule instanceof z.ZodDefault && rule.unwrap() === (columnSelection as z.ZodType),
  )
  return selects ? ['ColumnNotFound', 'NoColumnsSelected', 'ColumnIndexNotParsed', 'ColumnRangeInvalid'] : []
}

/** A declaration without the types of its ports and parameters. */
interface PlainDeclaration
  extends Omit<Module, 'errors' | 'codeVersion' | 'isCached' | 'isRowWise' | 'outputShapes' | 'run' | 'inputs'> {
  readonly errors?: readonly ModuleErrorCode[]
  readonly codeVersion?: number
  readonly isCached?: Module['isCached']
  readonly rowWise?: boolean | ((parameters: ParameterValues) => boolean)
  readonly outputShapes?: Module['outputShapes']
  readonly run?: Module['run']
}

/** Tables at streamed ports are reduced to their columns. */
export const compileInputs = (values: PortValues, streamed: readonly string[]): CompileInputs =>
  Object.fromEntries(
    Object.entries(values).map(([port, value]) => [
      port,
      value !== undefined && streamed.includes(port) ? (shapeOfValue(value) as TableSchema) : value,
    ]),
  )

function shapesByCompiling(
  inputs: Readonly<Record<string, InputPort>>,
  compile: (inputs: CompileInputs, parameters: ParameterValues, context: ModuleContext) => CompiledModule,
): Module['outputShapes'] {
  return (shapes, parameters): PortShapes => {
    const isKnown = Object.keys(inputs).every((port) => shapes[port] !== undefined)
    return isKnown ? compile(shapes as CompileInputs, parameters, noContext).outputSchemas : {}
  }
}

/** Modules that need others have static ports, and say themselves what is known without a run. */
const noContext: ModuleContext = {
  learner: () => {
    throw new Error('A module without static ports asked for a learner.')
  },
  transformation: () => {
    throw new Error('A module without static ports asked for a transformation.')
  },
}

const toPorts = <Port>(ports: PortDeclarations<Port>): Record<string, Port> =>
  Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [name, (typeof port === 'string' ? { type: port } : port) as Port]),
  )
