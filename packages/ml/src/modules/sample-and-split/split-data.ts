import { AppError, columnSelection, type TableSchema } from '@sluice/contracts'
import { columnAt, type Table } from '@sluice/dataflow'
import * as z from 'zod'
import { rowsOfShare } from '../../algorithms/sampling/deal-rows.ts'
import { createStrata, createTableDeal, rowsByBin } from '../../algorithms/sampling/deal-table.ts'
import { defineModule } from '../define-module.ts'
import { randomSeed, seedOf } from '../random-seed.ts'
import { type RowSelection, selectFromFile, selectFromTable } from '../row-selection.ts'
import { resolveKeyColumn } from './key-column.ts'
import { selectRatings } from './recommender-split.ts'
import { parsePatternExpression, parseRelativeExpression, type RowExpression } from './row-expression.ts'

const keyTitle = 'Stratification key column'
const whenRows = { mode: ['split-rows'] }
const whenRatings = { mode: ['recommender-split'] }
const share = (title: string, description: string, value: number) =>
  z.number().min(0).max(1).default(value).meta({ title, description, visibleWhen: whenRatings })

const parameters = z.strictObject({
  mode: z
    .enum(['split-rows', 'recommender-split', 'regular-expression', 'relative-expression'])
    .default('split-rows')
    .meta({
      title: 'Splitting mode',
      description: 'How it is decided to which output a row goes.',
      valueTitles: {
        'split-rows': 'Split Rows',
        'recommender-split': 'Recommender Split',
        'regular-expression': 'Regular Expression',
        'relative-expression': 'Relative Expression',
      },
    }),
  fraction: z.number().min(0).max(1).default(0.5).meta({
    title: 'Fraction of rows in the first output dataset',
    description: 'Share of the rows that go to the first output; what is not a whole row goes to the second.',
    visibleWhen: whenRows,
  }),
  isRandomized: z.boolean().default(true).meta({
    title: 'Randomized split',
    description: 'Rows are chosen by chance; else the first ones go to the first output.',
    visibleWhen: whenRows,
  }),
  randomSeed: randomSeed().meta({ ...randomSeed().meta(), visibleWhen: { mode: ['split-rows', 'recommender-split'] } }),
  isStratified: z.boolean().default(false).meta({
    title: 'Stratified split',
    description: 'Each value of a column has the same share in both outputs.',
    visibleWhen: whenRows,
  }),
  keyColumn: columnSelection.default({ beginWith: 'none', rules: [] }).meta({
    title: keyTitle,
    description: 'The column whose values are shared out.',
    visibleWhen: { ...whenRows, isStratified: [true] },
    isSingleColumn: true,
  }),
  trainingOnlyUsers: share('Fraction of training-only users', 'Users whose ratings are in the first output only.', 0.5),
  testRatingsForTraining: share(
    'Fraction of test user ratings for training',
    'Share of the ratings of each other user that go to the first output.',
    0.25,
  ),
  coldUsers: share('Fraction of cold users', 'Users whose ratings are in the second output only.', 0),
  coldItems: share('Fraction of cold items', 'Items whose ratings are in the second output only.', 0),
  ignoredUsers: share('Fraction of ignored users', 'Users whose ratings are in no output.', 0),
  ignoredItems: share('Fraction of ignored items', 'Items whose ratings are in no output.', 0),
  removesColdItems: z.boolean().default(false).meta({
    title: 'Remove occasionally produced cold items',
    description: 'Takes ratings of items out of the second output that by chance are not in the first.',
    visibleWhen: whenRatings,
  }),
  pattern: z
    .string()
    .default('')
    .meta({
      title: 'Regular expression',
      description: String.raw`Rows where it is found go to the first output: \"Column" pattern, or (\0) pattern.`,
      visibleWhen: { mode: ['regular-expression'] },
    }),
  relation: z
    .string()
    .default('')
    .meta({
      title: 'Relational expression',
      description: String.raw`Rows that meet it go to the first output: \"Column" > 2010, or (\0) <= 30 & != 20.`,
      visibleWhen: { mode: ['relative-expression'] },
    }),
})
type Parameters = z.infer<typeof parameters>

/** @see reference: AzureML, 4.5 */
export const splitData = defineModule({
  id: 'split-data',
  title: 'Split Data',
  category: 'Data Transformation / Sample and Split',
  summary: 'Divides the rows of a dataset into two distinct sets.',
  remarks: [
    'Rows keep their order in both outputs. A stratified split has exactly the same number of rows in each output as one that is not, and of each value its share, up to one row.',
    String.raw`Expressions name one column, by its name as in \"Year" or by its place counted from 0 as in (\0). A regular expression is one of RE2's syntax (no look-around, no back references) and is found anywhere in the cell's text. A relative expression compares numbers, or dates and times, by <, <=, >, >=, =, != joined by & and |, of which & binds closer; there are no parentheses. A missing cell meets no expression.`,
    'A recommender split takes the user from the first column and the item from the second. Ratings of a cold item by a user for training only are in no output.',
  ].join('\n\n'),
  inputs: { dataset: { type: 'table', title: 'Dataset' } },
  outputs: {
    resultsDataset1: { type: 'table', title: 'Results dataset1' },
    resultsDataset2: { type: 'table', title: 'Results dataset2' },
  },
  parameters,
  errors: [
    'ColumnNotFound',
    'ParameterNotParsed',
    'ParameterNotLess',
    'NoColumnsSelected',
    'ColumnTypeNotSupported',
    'TooFewColumns',
    'TooFewRows',
    'SelectedColumnCount',
  ],
  outputShapes({ dataset }, settings) {
    if (dataset !== undefined) readSplit(dataset, settings)
    return { resultsDataset1: dataset, resultsDataset2: dataset }
  },
  run({ dataset }, settings, context) {
    const selection = selectionOf(dataset, settings, seedOf(settings.randomSeed, context))
    const [resultsDataset1, resultsDataset2] = selectFromTable(dataset, selection) as [Table, Table]
    return { resultsDataset1, resultsDataset2 }
  },
  async runOnFiles({ dataset }, settings, context) {
    const selection = selectionOf(dataset, settings, seedOf(settings.randomSeed, context))
    const ports = ['resultsDataset1', 'resultsDataset2']
    const [resultsDataset1, resultsDataset2] = await selectFromFile(dataset, selection, context, { ports })
    if (resultsDataset1 === undefined || resultsDataset2 === undefined) throw new Error('A file is missing.')
    return { resultsDataset1, resultsDataset2 }
  },
})

interface Source {
  readonly schema: TableSchema
  readonly rowCount: number
}

function selectionOf({ schema, rowCount }: Source, settings: Parameters, seed: number): RowSelection {
  const { key, expression } = readSplit(schema, settings)
  if (rowCount < 2) throw new AppError('TooFewRows', { dataset: 'Dataset', minimum: 2 })
  if (expression !== undefined) return selectByExpression(expression)
  if (settings.mode === 'recommender-split') return selectRatings({ ...settings, seed })
  const strata = createStrata(rowCount, key)
  const first = rowsOfShare(rowCount, settings.fraction)
  const order = settings.isRandomized ? 'random' : 'blocks'
  const binsOf = createTableDeal({ bins: [first, rowCount - first], order, seed, strata })
  return {
    observers: strata.observe === undefined ? [] : [strata.observe],
    take: (piece) => rowsByBin(piece, binsOf(piece), 2),
  }
}

function selectByExpression({ column, test }: RowExpression): RowSelection {
  return {
    take(piece) {
      const isMet = test(columnAt(piece, column))
      return rowsByBin(
        piece,
        Int32Array.from({ length: piece.rowCount }, (_, row) => (isMet(row) ? 0 : 1)),
        2,
      )
    },
  }
}

/** What the parameters say of these columns. */
function readSplit(schema: TableSchema, settings: Parameters): { key?: number; expression?: RowExpression } {
  switch (settings.mode) {
    case 'regular-expression':
      return { expression: parsePatternExpression(settings.pattern, schema) }
    case 'relative-expression':
      return { expression: parseRelativeExpression(settings.relation, schema) }
    case 'recommender-split':
      if (schema.length < 2) throw new AppError('TooFewColumns', { dataset: 'Dataset', minimum: 2 })
      assertSharesFit(settings)
      return {}
    case 'split-rows':
      return settings.isStratified ? { key: resolveKeyColumn(settings.keyColumn, schema, keyTitle) } : {}
  }
}

function assertSharesFit({ trainingOnlyUsers, coldUsers, ignoredUsers, coldItems, ignoredItems }: Parameters): void {
  const limit = '1 less the other fractions'
  if (trainingOnlyUsers + coldUsers + ignoredUsers > 1 + 1e-9) {
    throw new AppError('ParameterNotLess', { parameter: 'Fraction of training-only users', limit })
  }
  if (coldItems + ignoredItems > 1 + 1e-9) {
    throw new AppError('ParameterNotLess', { parameter: 'Fraction of cold items', limit })
  }
}
