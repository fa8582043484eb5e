import type { ExperimentNode, ModuleErrorCode, TableSchema, TransformationShape } from '@sluice/contracts'
import type { ModuleDescription, PortShapes, Table } from '@sluice/dataflow'
import type { Blobs, OutgoingHttp, SqlScripts, TableFile, TableFiles } from '@sluice/platform'
import type { Learner, TrainingContext } from '../learning/learner.ts'
import type { Model, PortValue, PortValues, Transformation } from './port-values.ts'
import type { ColumnEffect } from './transformation-view.ts'

/** How one kind of transformation is applied. */
export interface TransformationCode {
  /**
   * Columns after it; undefined where they depend on what the transformation holds.
   * @throws AppError of a module when the columns do not suit it
   */
  outputSchema(shape: TransformationShape, dataset: TableSchema): TableSchema | undefined
  /** Everything costly happens here; the returned closure only serves. @throws AppError like `outputSchema` */
  compile(
    transformation: Transformation,
    dataset: TableSchema,
  ): { readonly outputSchema: TableSchema; run(table: Table): Table }
  /** What there is to see in it, column by column. */
  describe?(transformation: Transformation): readonly ColumnEffect[]
}

/** What modules may ask of one another, by their ids. */
export interface ModuleContext {
  /** @throws AppError `LearnerInvalid` when the module has none */
  learner(module: string): Learner
  /** @throws AppError `LibraryException` when the module makes none */
  transformation(module: string): TransformationCode
}

/** What a run gives to a module beside its inputs. */
export interface RunContext extends ModuleContext, TrainingContext {
  /** Rows of a saved dataset. @throws AppError `DatasetNotFound` */
  dataset(id: string): Table | Promise<Table>
  /** @throws AppError `LibraryException` when there is none */
  trainedModel(id: string): Promise<Model>
  /** @throws AppError `LibraryException` when there is none */
  savedTransformation(id: string): Promise<Transformation>
  /** Calls to addresses that users name. */
  readonly outgoing: OutgoingHttp
  /** Blob storage that users name. */
  readonly blobs: Blobs
  /** Scripts in SQLite's dialect. */
  readonly sql: SqlScripts
}

/** The text file that a table becomes when it is downloaded: UTF-8, a header, missing cells empty. */
export interface DownloadFormat {
  readonly format: 'csv' | 'tsv'
  /** RFC 4180; else texts stand as they are, whatever is in them. */
  readonly quotes: boolean
}

/** What a module meets that works on files, beside the values at its ports. */
export interface FileRunContext extends RunContext {
  readonly tableFiles: TableFiles
  /** Of what is fetched from elsewhere. */
  readonly maxDownloadBytes: number
  /** File of a saved dataset; undefined where its few rows stand elsewhere. @throws AppError `DatasetNotFound` */
  datasetFile(id: string): Promise<TableFile | undefined>
  /** Where the table of an output port is to be written. */
  outputPath(port: string): string
  /** A path that is not taken; what is written there goes with the run. */
  temporaryPath(): string
}

/** At table ports the table is a file. */
export type FileValues = Readonly<Record<string, PortValue | TableFile | undefined>>
/** By table port; other outputs are values. */
export type FileResults = Readonly<Record<string, PortValue | TableFile>>

/** A row-wise module made ready for one schema and one set of parameters: all that costs is done. */
export interface CompiledModule {
  readonly outputSchemas: Readonly<Record<string, TableSchema>>
  /** What comes out whatever the rows are: given once where rows come in pieces. `run` gives it, too. */
  readonly constantOutputs?: Tables
  run(inputs: Readonly<Record<string, Table>>): Tables | Promise<Tables>
}
export type Tables = Readonly<Record<string, Table>>

/** Columns at table ports; values at ports that are static or carry no table. */
export type CompileInputs = Readonly<Record<string, TableSchema | PortValue | undefined>>

export type ParameterValues = Readonly<Record<string, unknown>>

/** A studio module: what palette, property panel, checks, runs and scorers are drawn from. */
export interface Module extends ModuleDescription {
  /** Place in the palette, `Text Analytics` or `Data Transformation / Manipulation`. */
  readonly category: string
  readonly summary: string
  /** For the reference page: what is worth knowing beyond the parameters, in paragraphs. */
  readonly remarks?: string
  /** What it may throw, for the reference page. */
  readonly errors: readonly ModuleErrorCode[]
  /** Part of what results are kept under: raise it when the same inputs give another result than before. */
  readonly codeVersion: number
  /** Whether a result may be taken from an earlier run with the same inputs and parameters. */
  isCached(parameters: ParameterValues): boolean
  /** Treats each row by itself: scoring rows one by one or all at once gives the same. */
  isRowWise(parameters: ParameterValues): boolean
  /** Where `isRowWise` can be true. */
  compile?(inputs: CompileInputs, parameters: ParameterValues, context: ModuleContext): CompiledModule
  run(inputs: PortValues, parameters: ParameterValues, context: RunContext): PortValues | Promise<PortValues>
  /**
   * For tables larger than memory: the same rows in the same order as `run` gives. Where there is none, a row-wise
   * module is run piece by piece, and any other needs its tables in memory.
   */
  runOnFiles?(inputs: FileValues, parameters: ParameterValues, context: FileRunContext): Promise<FileResults>
  /** How its table is written when it is downloaded; without it in whatever format is asked for. */
  downloadFormat?(parameters: ParameterValues): DownloadFormat
  /** Of learner modules. */
  readonly learner?: Learner
  /** Of modules that make transformations. */
  readonly transformation?: TransformationCode
  /**
   * Of modules that learn from all rows without making a model or a transformation: how they keep to what they learned.
   * What came out at `output` is saved and goes in at `input`, and these parameters take the place of its own.
   */
  whenPredicting?(parameters: ParameterValues):
    | {
        readonly parameters: ExperimentNode['parameters']
        readonly saved: { readonly output: string; readonly input: string }
      }
    | undefined
  outputShapes(inputs: PortShapes, parameters: ParameterValues, context: SchemaContextOfModules): PortShapes
}
export type SchemaContextOfModules = Parameters<ModuleDescription['outputShapes']>[2]

export type Modules = Readonly<Record<string, Module>>
