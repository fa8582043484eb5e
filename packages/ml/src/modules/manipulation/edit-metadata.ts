import {
  AppError,
  type ColumnRole,
  type ColumnSchema,
  type ColumnType,
  columnSelection,
  type TableSchema,
} from '@sluice/contracts'
import {
  type Column,
  checkedSchema,
  convertColumn,
  createSparseSelector,
  createTable,
  isConvertible,
  resolveColumns,
  type SparseColumns,
  type Table,
  type TablePart,
  toDenseColumn,
} from '@sluice/dataflow'
import * as z from 'zod'
import { defineModule } from '../define-module.ts'

const dataTypes = ['unchanged', 'string', 'integer', 'floating-point', 'boolean', 'date-time', 'time-span'] as const
const fieldChanges = [
  'unchanged',
  'features',
  'labels',
  'weights',
  'clear-feature',
  'clear-label',
  'clear-score',
  'clear-weight',
] as const

/** @see reference: AzureML, 4.5 */
export const editMetadata = defineModule({
  id: 'edit-metadata',
  title: 'Edit Metadata',
  category: 'Data Transformation / Manipulation',
  summary: 'Changes the type, the categorical flag, the use or the names of columns.',
  remarks: [
    'All selected columns get the same change. A value that cannot be read as the new type is an error with its row; blanks become missing, except in texts. Numbers are no times, and times no numbers: convert them to String first. Integer makes Int32 and leaves other whole-number types as they are; likewise Floating point makes Double and leaves Single.',
    'A label or a weight is no feature. What is cleared of label, score or weight is a feature again; what is cleared of feature has no use until it gets one. A dataset has one label at most.',
  ].join('\n\n'),
  inputs: { dataset: { type: 'table', title: 'Dataset' } },
  outputs: { resultsDataset: { type: 'table', title: 'Results dataset' } },
  parameters: z.strictObject({
    columns: columnSelection
      .default({ beginWith: 'none', rules: [] })
      .meta({ title: 'Column', description: 'The columns that are changed.' }),
    dataType: z
      .enum(dataTypes)
      .default('unchanged')
      .meta({
        title: 'Data type',
        description: 'The type that the columns get.',
        valueTitles: {
          unchanged: 'Unchanged',
          string: 'String',
          integer: 'Integer',
          'floating-point': 'Floating point',
          boolean: 'Boolean',
          'date-time': 'DateTime',
          'time-span': 'TimeSpan',
        },
      }),
    categorical: z
      .enum(['unchanged', 'make-categorical', 'make-non-categorical'])
      .default('unchanged')
      .meta({
        title: 'Categorical',
        description: 'Whether the values are names of categories.',
        valueTitles: {
          unchanged: 'Unchanged',
          'make-categorical': 'Make categorical',
          'make-non-categorical': 'Make non-categorical',
        },
      }),
    fields: z
      .enum(fieldChanges)
      .default('unchanged')
      .meta({
        title: 'Fields',
        description: 'What the columns are used for.',
        valueTitles: {
          unchanged: 'Unchanged',
          features: 'Features',
          labels: 'Labels',
          weights: 'Weights',
          'clear-feature': 'Clear feature',
          'clear-label': 'Clear label',
          'clear-score': 'Clear score',
          'clear-weight': 'Clear weight',
        },
      }),
    newColumnNames: z.string().default('').meta({
      title: 'New column names',
      description: 'One name for each selected column, separated by commas, or nothing; "a, b" is one name.',
    }),
  }),
  errors: [
    'ColumnNotFound',
    'ParameterNotParsed',
    'InputEmpty',
    'NoColumnsSelected',
    'ColumnTypeNotSupported',
    'ColumnNameDuplicated',
    'ColumnCountMismatch',
    'SeveralLabels',
    'ConversionFailed',
    'ColumnIndexNotParsed',
    'ColumnRangeInvalid',
  ],
  rowWise: true,
  compile({ dataset }, parameters) {
    if (dataset.length === 0) throw new AppError('InputEmpty', { input: 'Dataset' })
    const selected = resolveColumns(parameters.columns, dataset, { columnSet: 'Column' })
    const names = readNames(parameters.newColumnNames, selected.length)
    const schema = [...dataset]
    for (const [place, index] of selected.entries()) {
      const column = dataset[index] as ColumnSchema
      schema[index] = {
        name: names[place] ?? column.name,
        type: changedType(column, parameters.dataType),
        isCategorical:
          parameters.categorical === 'unchanged' ? column.isCategorical : parameters.categorical === 'make-categorical',
        roles: changedRoles(column.roles, parameters.fields),
      }
    }
    checkedSchema(schema)
    if (parameters.fields === 'labels' && schema.filter(({ roles }) => roles.includes('label')).length > 1) {
      throw new AppError('SeveralLabels', { columnSet: 'Column' })
    }
    const change = createSchemaChange(schema)
    return {
      outputSchemas: { resultsDataset: schema },
      run: ({ dataset: table }) => ({ resultsDataset: change(table) }),
    }
  },
})

const typesByChoice: Readonly<Record<(typeof dataTypes)[number], readonly ColumnType[]>> = {
  unchanged: [],
  string: ['String'],
  integer: ['Int32', 'Int64', 'Int16', 'Byte'],
  'floating-point': ['Double', 'Single'],
  boolean: ['Boolean'],
  'date-time': ['DateTime'],
  'time-span': ['TimeSpan'],
}

function changedType({ name, type }: ColumnSchema, choice: (typeof dataTypes)[number]): ColumnType {
  const [wanted = type, ...alsoFits] = typesByChoice[choice]
  if (type === wanted || alsoFits.includes(type)) return type
  if (!isConvertible(type, wanted)) throw new AppError('ColumnTypeNotSupported', { column: name, type })
  return wanted
}

function changedRoles(roles: readonly ColumnRole[], change: (typeof fieldChanges)[number]): ColumnRole[] {
  const without = (...removed: ColumnRole[]) => roles.filter((role) => !removed.includes(role))
  const orFeature = (left: ColumnRole[]): ColumnRole[] => (left.length === 0 ? ['feature'] : left)
  switch (change) {
    case 'unchanged':
      return [...roles]
    case 'features':
      return ['feature', ...without('feature', 'label', 'weight')]
    case 'labels':
      return ['label', ...without('feature', 'label', 'weight')]
    case 'weights':
      return ['weight', ...without('feature', 'label', 'weight')]
    case 'clear-feature':
      return without('feature')
    case 'clear-label':
      return orFeature(without('label'))
    case 'clear-score':
      return orFeature(without('score'))
    case 'clear-weight':
      return orFeature(without('weight'))
  }
}

function readNames(text: string, count: number): string[] {
  if (text.trim() === '') return []
  const names: string[] = []
  const name = /\s*(?:"((?:[^"]|"")*)"|([^,"]*))\s*(,|$)/y
  for (let isMore = true; isMore; ) {
    const match = name.exec(text)
    if (match === null) {
      throw new AppError('ParameterNotParsed', {
        parameter: 'New column names',
        reason: 'A quote is not closed, or stands inside of a name.',
      })
    }
    names.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? '').trim())
    isMore = match[3] === ','
  }
  if (names.length !== count) {
    throw new AppError('ColumnCountMismatch', { columnSet: 'New column names', expected: count, found: names.length })
  }
  if (names.includes('')) {
    throw new AppError('ParameterNotParsed', { parameter: 'New column names', reason: 'One of the names is empty.' })
  }
  return names
}

/** Gives tables the same columns, each as its new schema says; what is kept sparse stays so unless its type changes. */
function createSchemaChange(schema: TableSchema): (table: Table) => Table {
  type Change = (part: SparseColumns) => TablePart[]
  // Tables of one scorer share the schemas of their sparse parts, so this is worked out once.
  const changes = new WeakMap<TableSchema, Change>()
  return (table) => {
    let first = 0
    const parts = table.parts.flatMap((part): TablePart[] => {
      const at = first
      first += part.kind === 'column' ? 1 : part.schema.length
      if (part.kind === 'column') return [toColumnOf(schema[at] as ColumnSchema, part)]
      let change = changes.get(part.schema)
      if (change === undefined) {
        change = sparseChange(part.schema, schema.slice(at, first))
        changes.set(part.schema, change)
      }
      return change(part)
    })
    return createTable(table.rowCount, parts, schema)
  }
}

const toColumnOf = ({ name, type, isCategorical, roles }: ColumnSchema, column: Column): Column => ({
  ...convertColumn(column, type),
  name,
  isCategorical,
  roles,
})

function sparseChange(schema: TableSchema, target: TableSchema): (part: SparseColumns) => TablePart[] {
  const runs = sparseRuns(target).map(({ indexes, isKept }): ((part: SparseColumns) => TablePart[]) => {
    const columns = indexes.map((index) => target[index] as ColumnSchema)
    if (!isKept) {
      return (part) =>
        indexes.map((index, place) => toColumnOf(columns[place] as ColumnSchema, toDenseColumn(part, index)))
    }
    const select = createSparseSelector(schema, indexes, columns)
    return (part) => [select(part)]
  })
  return (part) => runs.flatMap((run) => run(part))
}

/** Neighbouring columns that stay, or do not stay, what sparse columns are. */
function sparseRuns(target: TableSchema): { readonly indexes: number[]; readonly isKept: boolean }[] {
  const runs: { indexes: number[]; isKept: boolean }[] = []
  for (const [index, { type }] of target.entries()) {
    const isKept = type === 'Int32'
    const run = runs.at(-1)
    if (run?.isKept === isKept) run.indexes.push(index)
    else runs.push({ indexes: [index], isKept })
  }
  return runs
}
