import type { ScoringErrorEntry } from './scoring-errors.ts'

/** What a batch job fails of while it is worked on. */
export const batchWorkErrors = {
  BatchRowInvalid: {
    status: 400,
    class: 'BadUserArgument',
    message: (p: { line: number; column: string | undefined; reason: string }) =>
      `Line ${p.line}${p.column === undefined ? '' : `, column '${p.column}'`}: ${p.reason}.`,
    remedy: 'Correct the row, or submit the job with the rule that keeps such rows apart.',
  },
  BatchInputChanged: {
    status: 409,
    class: 'Conflict',
    message: (p: { blob: string }) => `The input ${p.blob} was changed while the job read it.`,
    remedy: 'Submit the job again once nobody writes to its input any more.',
  },
  BatchInputUnreadable: {
    status: 400,
    class: 'BadArgument',
    message: (p: { blob: string; reason: string }) => `The input ${p.blob} cannot be read: ${p.reason}.`,
    remedy: 'Correct the file; csv and tsv begin with a row of column names.',
  },
  BatchInputTooLarge: {
    status: 413,
    class: 'RequestTooLarge',
    message: (p: { megabytes: number; limit: number }) =>
      `This web service needs its inputs whole in memory; they have ${p.megabytes} MB, and ${p.limit} MB are possible.`,
    remedy: 'Take less data, or raise SLUICE_RUN_MEMORY_MEGABYTES.',
  },
  BatchMemoryExhausted: {
    status: 413,
    class: 'RequestTooLarge',
    message: (p: { limit: number }) =>
      `The job needed more than the ${p.limit} MB of memory that its process may have.`,
    remedy: 'Take less data, or raise SLUICE_RUN_MEMORY_MEGABYTES.',
  },
  BatchTooManyBlocks: {
    status: 413,
    class: 'RequestTooLarge',
    message: (p: { count: number }) => `The output would have ${p.count} blocks, more than the 50000 of a blob.`,
    remedy: 'Split the input, or give fewer output columns.',
  },
  BatchOutputLost: {
    status: 409,
    class: 'Conflict',
    message: (p: { blob: string }) => `What was written for ${p.blob} was discarded by another writer of this blob.`,
    remedy: 'Submit the job again, and let no two jobs write to one blob at the same time.',
  },
  BatchWorkerLost: {
    status: 500,
    class: 'InternalError',
    message: (p: { attempts: number }) =>
      `The process that worked on the job ended ${p.attempts} times at the same place.`,
    remedy: 'The job may need more memory than there is: look into the log of the role ml.',
  },
  BatchDefinitionMissing: {
    status: 500,
    class: 'WebServicePackageInternalError',
    message: (_: Record<never, never>) => 'The web service that the job was started with is gone.',
    remedy: 'Submit the job again.',
  },
  BatchFailed: {
    status: 500,
    class: 'InternalError',
    message: (_: Record<never, never>) =>
      'The job failed for an internal reason; the log of the role ml has it under its id.',
    remedy: 'Look up the id of the job in the log.',
  },
} as const satisfies Record<string, ScoringErrorEntry<never>>
