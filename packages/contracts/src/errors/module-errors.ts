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
  ParameterNotParsed: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0002',
    message: (p: { parameter: string; reason: string }) => `Failed to parse "${p.parameter}" parameter. ${p.reason}`,
    remedy: 'Correct the parameter of the module as the message says.',
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
  TrainedModelNotFound: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0003',
    message: (p: { model: string }) => `Input "${p.model}" is null or empty`,
    remedy: 'The trained model was deleted: choose another one in the experiment.',
  },
  SavedTransformationNotFound: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0003',
    message: (p: { transformation: string }) => `Input "${p.transformation}" is null or empty`,
    remedy: 'The transformation was deleted: choose another one in the experiment.',
  },
  ParameterNotGreater: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0004',
    message: (p: { parameter: string; limit: number }) =>
      `Parameter "${p.parameter}" value should be greater than ${p.limit}.`,
    remedy: 'Choose a larger value.',
  },
  ParameterNotLess: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0006',
    message: (p: { parameter: string; limit: number | string }) =>
      `Parameter "${p.parameter}" value should be less than parameter "${p.limit}" value.`,
    remedy: 'Choose a smaller value, or a larger limit.',
  },
  ParameterTooLarge: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0007',
    message: (p: { parameter: string; limit: number | string }) =>
      `Parameter "${p.parameter}" value should be less than or equal to ${p.limit}.`,
    remedy: 'Choose a smaller value.',
  },
  ParameterOutOfRange: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0008',
    message: (p: { parameter: string; minimum: number | string; maximum: number | string }) =>
      `Parameter "${p.parameter}" value should be in the range of [${p.minimum}, ${p.maximum}].`,
    remedy: 'Choose a value within the range.',
  },
  StorageNameIncorrect: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0009',
    message: (p: { details: string }) =>
      `The storage account name or container name is specified incorrectly. ${p.details}`,
    remedy: 'Correct the account, the container or the address.',
  },
  ColumnNamesDiffer: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0010',
    message: (p: { dataset: string; other: string }) =>
      `Column names of "${p.dataset}" and "${p.other}" are not the same.`,
    remedy: 'Give both datasets the same columns before this module.',
  },
  NoColumnsSelected: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0011',
    message: (p: { columnSet: string }) =>
      `Specified column set "${p.columnSet}" does not apply to any of dataset columns.`,
    remedy: 'Change the column selection of the module so that it names at least one column of its data.',
  },
  ModelNotTrained: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0012',
    message: (p: { model: string }) => `"${p.model}" is an untrained model; use a trained model.`,
    remedy: 'Train the model first, and connect what Train Model gives.',
  },
  LearnerInvalid: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0013',
    message: (p: { learner: string; expected: string }) =>
      `Learner of invalid type passed: "${p.learner}", where ${p.expected} is expected.`,
    remedy: 'Connect a learner of the kind that the module works with.',
  },
  TooManyUniqueValues: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0014',
    message: (p: { column: string; limit: number }) =>
      `Number of unique values in column "${p.column}" exceeds the allowed limit of ${p.limit}.`,
    remedy: 'Hash or group the values first, or leave the column out.',
  },
  ColumnsIncompatible: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0016',
    message: (p: { first: string; second: string; reason: string }) =>
      `Columns ${p.first} and ${p.second} are incompatible. ${p.reason}`,
    remedy: 'Change the type of one of the columns with Edit Metadata.',
  },
  ColumnTypeNotSupported: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0017',
    message: (p: { column: string; type: string }) =>
      `Cannot process column "${p.column}" of type ${p.type}. The type is not supported by the module.`,
    remedy: 'Leave the column out of the selection, or change its type before this module.',
  },
  DataInvalid: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0018',
    message: (p: { dataset: string; column?: string; row?: number; reason: string }) =>
      `${p.dataset} contains invalid data. ${p.row === undefined ? '' : `Column "${p.column}", row ${p.row}: `}${p.reason}`,
    remedy: 'Correct the data, or clean them before this module.',
  },
  TooFewColumns: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0020',
    message: (p: { dataset: string; minimum: number }) =>
      `Number of columns in input dataset "${p.dataset}" is less than allowed minimum of ${p.minimum} column(s).`,
    remedy: 'Give the module more columns.',
  },
  TooFewRows: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0021',
    message: (p: { dataset: string; minimum: number }) =>
      `Number of rows in input dataset "${p.dataset}" is less than allowed minimum of ${p.minimum} row(s).`,
    remedy: 'Give the module more rows.',
  },
  SelectedColumnCount: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0022',
    message: (p: { columnSet: string; expected: string; found: number }) =>
      `Number of selected columns in "${p.columnSet}" is ${p.found}, but ${p.expected} expected.`,
    remedy: 'Change the column selection of the module.',
  },
  LabelMissing: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0024',
    message: (p: { dataset: string }) => `There is no label column in "${p.dataset}".`,
    remedy: 'Score the data with a model that has a label, or mark the label with Edit Metadata.',
  },
  ScoreMissing: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0025',
    message: (p: { dataset: string }) => `There is no score column in "${p.dataset}".`,
    remedy: 'Connect what Score Model gives.',
  },
  SizesInconsistent: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0027',
    message: (p: { first: string; second: string }) => `The sizes of ${p.first} and ${p.second} are inconsistent.`,
    remedy: 'Give both the same size.',
  },
  ColumnNameDuplicated: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0028',
    message: (p: { name: string }) => `The name "${p.name}" is duplicated.`,
    remedy: 'Rename one of the columns.',
  },
  AddressInvalid: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0029',
    message: (p: { address: string }) => `Invalid URI "${p.address}" is passed.`,
    remedy: 'Write a whole address, as in https://example.org/data.csv.',
  },
  DownloadFailed: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0030',
    message: (p: { address: string; reason: string }) => `Error while downloading the file "${p.address}". ${p.reason}`,
    remedy: 'See that the address can be reached from this machine and that the credentials are right.',
  },
  ColumnCountMismatch: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0031',
    message: (p: { columnSet: string; expected: number; found: number }) =>
      `The number of columns in column set "${p.columnSet}" is ${p.found}, but ${p.expected} are needed.`,
    remedy: 'Name as many columns as the message says.',
  },
  IsInfinite: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0033',
    message: (p: { value: string }) => `"${p.value}" is infinite.`,
    remedy: 'Correct the value, or clean the data before this module.',
  },
  LabelUnsuitable: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0035',
    message: (p: { column: string; reason: string }) =>
      `The label column "${p.column}" does not suit the learner. ${p.reason}`,
    remedy: 'Choose another label column, or another learner.',
  },
  SeveralLabels: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0037',
    message: (p: { columnSet: string }) =>
      `Multiple label columns are specified in "${p.columnSet}"; just one is allowed.`,
    remedy: 'Leave one label column only.',
  },
  ConversionFailed: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0042',
    message: (p: { column: string; type: string; row: number; value: string }) =>
      `Could not convert "${p.value}" in column "${p.column}", row ${p.row}, to type ${p.type}.`,
    remedy: 'Correct the value, or choose another type.',
  },
  FileNotParsed: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0049',
    message: (p: { details: string }) => `Error while parsing the file: ${p.details}`,
    remedy: 'Correct the file at the place that the message names, or choose the right format.',
  },
  StorageKeyIncorrect: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0052',
    message: (p: { account: string }) => `Storage account key for "${p.account}" is specified incorrectly.`,
    remedy: 'Correct the key of the storage account.',
  },
  BlobExists: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0057',
    message: (p: { blob: string }) => `File or Blob "${p.blob}" already exists.`,
    remedy: 'Choose another name, or the write mode Overwrite.',
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
  SqlScriptFailed: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0069',
    message: (p: { details: string }) => `SQL logic error or missing database: ${p.details}`,
    remedy: 'Correct the SQL script; its tables are t1, t2 and t3.',
  },
  TrainingDataInvalid: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0083',
    message: (p: { learner: string; reason: string }) =>
      `Dataset used for training cannot be used by ${p.learner}. ${p.reason}`,
    remedy: 'Change the data or choose another learner, as the message says.',
  },
  SchemaMismatch: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0125',
    message: (p: { dataset: string; reason: string }) => `Schema of "${p.dataset}" does not match. ${p.reason}`,
    remedy: 'Give the module the columns that it was made for.',
  },
  TooManyColumns: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0129',
    message: (p: { dataset: string; limit: number }) =>
      `Number of columns in the dataset in '${p.dataset}' exceeds allowed limit of '${p.limit}'.`,
    remedy: 'Choose a smaller bitsize, or fewer columns.',
  },
  AllRowsMissing: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0130',
    message: (p: { dataset: string }) => `All rows in "${p.dataset}" contain missing values.`,
    remedy: 'Clean the missing values before this module.',
  },
  MemoryExhausted: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '0138',
    message: (p: { module: string }) => `Memory has been exhausted while running ${p.module}.`,
    remedy: 'Use fewer rows or columns, or sample the data first.',
  },
  LibraryException: {
    status: 400,
    class: 'ModuleExecutionError',
    detailCode: '1000',
    message: (p: { details: string }) => `Library exception: ${p.details}`,
    remedy: 'Read the message of the library; the data or a parameter do not suit it.',
  },
} as const satisfies Record<string, ModuleErrorEntry<never>>

export type ModuleErrorCode = keyof typeof moduleErrors
