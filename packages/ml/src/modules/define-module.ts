import type { TableSchema } from '@sluice/contracts'
import type {
  InputPort,
  ModuleDescription,
  OutputPort,
  PortSchemas,
  PortType,
  SchemaContext,
  Table,
} from '@sluice/dataflow'
import type * as z from 'zod'

/** What a run gives to a module beside its inputs. */
export interface RunContext {
  /** Seeded: one seed, one result. From 0 up to, not including, 1. */
  random(): number
  /** Rows of a saved dataset. @throws AppError when there is none */
  dataset(id: string): Table
}

/** Values at ports; tables, and later models and transformations. */
export type PortValues = Readonly<Record<string, Table | undefined>>

/** A row-wise module made ready for one schema and one set of parameters: all that costs is done. */
export interface CompiledModule {
  readonly outputSchemas: PortSchemas
  run(inputs: PortValues): PortValues
}

/** A studio module: what palette, property panel, checks, runs and scorers are drawn from. */
export interface Module extends ModuleDescription {
  /** Place in the palette, `Text Analytics` or `Data Transformation / Manipulation`. */
  readonly category: string
  readonly summary: string
  /** Treats each row by itself: scoring rows one by one or all at once gives the same. */
  readonly isRowWise: boolean
  /** Only of row-wise modules. */
  compile?(inputs: PortSchemas, parameters: Readonly<Record<string, unknown>>): CompiledModule
  run(inputs: PortValues, parameters: Readonly<Record<string, unknown>>, context: RunContext): PortValues
}

type PortDeclarations<Port> = Readonly<Record<string, PortType | Port>>

interface Declaration<Inputs, Outputs, Parameters> {
  readonly id: string
  readonly title: string
  readonly category: string
  readonly summary: string
  readonly inputs: Inputs
  readonly outputs: Outputs
  readonly parameters: Parameters
  readonly webServicePort?: 'input' | 'output'
}

type At<Ports, Value> = { readonly [Port in keyof Ports]: Value }
type ValuesOf<Parameters extends z.ZodObject> = Readonly<z.infer<Parameters>>

interface RowWise<Inputs, Outputs, Parameters extends z.ZodObject> extends Declaration<Inputs, Outputs, Parameters> {
  readonly rowWise: true
  /** Everything costly happens here; the returned closure only serves. */
  compile(
    inputs: At<Inputs, TableSchema>,
    parameters: ValuesOf<Parameters>,
  ): { readonly outputSchemas: At<Outputs, TableSchema>; run(inputs: At<Inputs, Table>): At<Outputs, Table> }
}

interface WholeTable<Inputs, Outputs, Parameters extends z.ZodObject> extends Declaration<Inputs, Outputs, Parameters> {
  readonly rowWise?: false
  outputSchema(
    inputs: At<Inputs, TableSchema | undefined>,
    parameters: ValuesOf<Parameters>,
    context: SchemaContext,
  ): At<Outputs, TableSchema | undefined>
  run(inputs: At<Inputs, Table>, parameters: ValuesOf<Parameters>, context: RunContext): At<Outputs, Table>
}

/** Declares a module. Its ports and parameters type its code, so that neither needs a cast. */
export function defineModule<
  const Inputs extends PortDeclarations<InputPort>,
  const Outputs extends PortDeclarations<OutputPort>,
  Parameters extends z.ZodObject,
>(declaration: RowWise<Inputs, Outputs, Parameters> | WholeTable<Inputs, Outputs, Parameters>): Module {
  const { id, title, category, summary, parameters, webServicePort } = declaration
  const description = {
    id,
    title,
    category,
    summary,
    parameters,
    inputs: toPorts<InputPort>(declaration.inputs),
    outputs: toPorts<OutputPort>(declaration.outputs),
    ...(webServicePort === undefined ? {} : { webServicePort }),
  }
  // The registry forgets the names of ports and parameters, which the declaration has checked; hence the casts below.
  if (declaration.rowWise !== true) {
    return {
      ...description,
      isRowWise: false,
      outputSchema: declaration.outputSchema,
      run: declaration.run,
    } as unknown as Module
  }
  const compile = declaration.compile as unknown as NonNullable<Module['compile']>
  return {
    ...description,
    isRowWise: true,
    compile,
    outputSchema(inputs, values) {
      const isKnown = Object.keys(description.inputs).every((port) => inputs[port] !== undefined)
      return isKnown ? compile(inputs, values).outputSchemas : {}
    },
    run(inputs, values) {
      const schemas = Object.fromEntries(Object.entries(inputs).map(([port, table]) => [port, table?.schema]))
      return compile(schemas, values).run(inputs)
    },
  }
}

const toPorts = <Port>(ports: PortDeclarations<Port>): Record<string, Port> =>
  Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [name, (typeof port === 'string' ? { type: port } : port) as Port]),
  )
