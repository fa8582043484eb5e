import type { ErrorEntry } from './entry.ts'

interface ModuleErrorEntry<Parameters> extends ErrorEntry<Parameters> {
  readonly class: 'ModuleExecutionError'
  /** The number by which the studio's documentation knows the error. */
  readonly detailCode: `${number}`
}

/**
 * Errors of studio modules, by what they say; the number is their detail code. The error's target is the module's title.
 * @see reference: AzureML, 4.7
 */
export const moduleErrors = {
  ColumnNotFound: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0001',
    message: (p: { column: string }) => `Column with name or index "${p.column}" not found`,
    remedy: 'Correct the column selection of the module, or the data that reach it.',
  },
  InputEmpty: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0003',
    message: (p: { input: string }) => `Input "${p.input}" is null or empty`,
    remedy: 'Connect the input, and see that the data that reach it have columns.',
  },
  DatasetNotFound: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0003',
    message: (p: { dataset: string }) => `Input "${p.dataset}" is null or empty`,
    remedy: 'The dataset was deleted: choose another one in the experiment.',
  },
  NoColumnsSelected: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0011',
    message: (p: { columnSet: string }) =>
      `Specified column set "${p.columnSet}" does not apply to any of dataset columns.`,
    remedy: 'Change the column selection of the module so that it names at least one column of its data.',
  },
  ColumnTypeNotSupported: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0017',
    message: (p: { column: string; type: string }) =>
      `Cannot process column "${p.column}" of type ${p.type}. The type is not supported by the module.`,
    remedy: 'Leave the column out of the selection, or change its type before this module.',
  },
  ColumnNameDuplicated: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0028',
    message: (p: { name: string }) => `The name "${p.name}" is duplicated.`,
    remedy: 'Rename one of the columns.',
  },
  ColumnIndexNotParsed: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0059',
    message: (p: { range: string }) => `Column index or range "${p.range}" could not be parsed.`,
    remedy: 'Write indexes from 1 and closed ranges, as in 1,3,5-8.',
  },
  ColumnRangeInvalid: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0060',
    message: (p: { range: string }) => `Column range "${p.range}" is invalid or out of range.`,
    remedy: 'Name only columns that the data have, the smaller index first.',
  },
  TooManyColumns: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0129',
    message: (p: { dataset: string; limit: number }) =>
      `Number of columns in the dataset in '${p.dataset}' exceeds allowed limit of '${p.limit}'.`,
    remedy: 'Choose a smaller bitsize, or fewer columns.',
  },
} as const satisfies Record<string, ModuleErrorEntry<never>>
