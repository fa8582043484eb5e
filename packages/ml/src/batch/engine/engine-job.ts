import type {
  BatchFileEncoding,
  BatchFileFormat,
  BatchJobDocument,
  BatchPlan,
  WebServiceDefinition,
} from '@sluice/contracts'
import type { BlobAccess } from '@sluice/platform'

/** A file of a job, opened. */
export interface EngineFile {
  readonly access: BlobAccess
  readonly path: string
  readonly format: BatchFileFormat
  readonly encoding?: BatchFileEncoding | undefined
}

/** What a process has to know of a job; secrets are in clear. */
export interface EngineJob {
  /** Also the series of its blocks. */
  readonly id: string
  readonly workspaceId: string
  /** Jobs of one hash have one definition. */
  readonly definitionHash: string
  readonly definition: WebServiceDefinition
  readonly inputs: Readonly<Record<string, EngineFile>>
  readonly outputs: Readonly<Record<string, EngineFile>>
  /** Where rows go that are kept apart. */
  readonly badRows: EngineFile
  readonly badRowRule: BatchJobDocument['badRowRule']
  readonly parameters: Readonly<Record<string, unknown>>
  /** Columns that may be left out. */
  readonly optionalColumns: readonly string[]
  /** A process was lost with it: it may be what ends them. */
  readonly isSuspect: boolean
}

/** A file that is scored piece by piece, or one that has to be read whole. */
export type Examination =
  | { readonly kind: 'pieces'; readonly plan: BatchPlan }
  | { readonly kind: 'whole'; readonly totalBytes: number }

/** Where a part begins, or how far it is. */
export interface Position {
  readonly offset: number
  readonly line: number
  /** Number of the next chunk. */
  readonly chunk: number
}

export interface PartRange extends Position {
  readonly end: number
}

export const delimiterOf = (format: BatchFileFormat): ',' | '\t' => (format === 'tsv' ? '\t' : ',')
