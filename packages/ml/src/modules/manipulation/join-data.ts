import { AppError, type ColumnSchema, columnSelection, type TableSchema } from '@sluice/contracts'
import {
  createRowKeys,
  matchedRows,
  matchRows,
  resolveColumns,
  selectColumns,
  selectRows,
  selectRowsOrMissing,
  takeFreeName,
} from '@sluice/dataflow'
import * as z from 'zod'
import { defineModule } from '../define-module.ts'
import { joinFiles } from './join-files.ts'
import { type JoinPlan, putTogether } from './join-plan.ts'

const title = 'Join Data'
const leftTitle = 'Join key columns for L'
const rightTitle = 'Join key columns for R'
const nothing = { beginWith: 'none' as const, rules: [] }

const parameters = z.strictObject({
  leftKeys: columnSelection
    .default(nothing)
    .meta({ title: leftTitle, description: 'Columns of the first dataset by which rows go together.' }),
  rightKeys: columnSelection.default(nothing).meta({
    title: rightTitle,
    description: 'Columns of the second dataset, as many and in the same order.',
    columnsOf: 'dataset2',
  }),
  matchesCase: z
    .boolean()
    .default(true)
    .meta({ title: 'Match case', description: 'Texts that differ in letter case are different keys.' }),
  joinType: z
    .enum(['inner', 'left-outer', 'full-outer', 'left-semi'])
    .default('inner')
    .meta({
      title: 'Join type',
      description: 'Which rows the result has.',
      valueTitles: {
        inner: 'Inner Join',
        'left-outer': 'Left Outer Join',
        'full-outer': 'Full Outer Join',
        'left-semi': 'Left Semi-Join',
      },
    }),
  keepsRightKeys: z
    .boolean()
    .default(true)
    .meta({
      title: 'Keep right key columns in joined table',
      description: 'The key columns of both datasets are in the result; else only those of the first.',
      visibleWhen: { joinType: ['inner', 'left-outer', 'full-outer'] },
    }),
})
type Parameters = z.infer<typeof parameters>

/** @see reference: AzureML, 4.5 */
export const joinData = defineModule({
  id: 'join-data',
  title,
  category: 'Data Transformation / Manipulation',
  summary: 'Joins two datasets by key columns.',
  remarks: [
    'Rows come in the order of the first dataset, and for each in that of its partners in the second; with a full outer join what only the second has comes behind, in its order. A missing key has no partner, not even another missing one. Numbers are equal by what they are worth, whatever their types.',
    'A column of the second dataset whose name is taken gets ` (1)` behind it. Cells without a partner are missing; hashed columns, which have no missing cells, hold 0. When the right key columns are not kept, rows that only the second dataset has show their keys in the columns of the first.',
  ].join('\n\n'),
  inputs: { dataset1: { type: 'table', title: 'Dataset1' }, dataset2: { type: 'table', title: 'Dataset2' } },
  outputs: { resultsDataset: { type: 'table', title: 'Results dataset' } },
  parameters,
  errors: [
    'ColumnNotFound',
    'InputEmpty',
    'NoColumnsSelected',
    'ColumnsIncompatible',
    'SizesInconsistent',
    'MemoryExhausted',
  ],
  outputShapes({ dataset1, dataset2 }, settings) {
    if (dataset1 === undefined || dataset2 === undefined) return { resultsDataset: undefined }
    return { resultsDataset: planJoin(dataset1, dataset2, settings).schema }
  },
  run({ dataset1, dataset2 }, settings) {
    const plan = planJoin(dataset1.schema, dataset2.schema, settings)
    const keys = createRowKeys({ ignoresCase: !settings.matchesCase, isMissingNoKey: true })
    const right = keys.numbersOf(selectColumns(dataset2, plan.rightKeys, numbered(plan.rightKeys, dataset2.schema)))
    const left = keys.numbersOf(selectColumns(dataset1, plan.leftKeys, numbered(plan.leftKeys, dataset1.schema)))
    if (settings.joinType === 'left-semi') {
      return { resultsDataset: selectRows(dataset1, matchedRows(left, right)) }
    }
    const unmatched = ({ inner: 'none', 'left-outer': 'left', 'full-outer': 'both' } as const)[settings.joinType]
    const pairs = matchRows(left, right, unmatched)
    if (pairs === undefined) throw new AppError('MemoryExhausted', { module: title })
    const fromLeft = selectRowsOrMissing(dataset1, pairs.left)
    const fromRight = selectRowsOrMissing(dataset2, pairs.right)
    return { resultsDataset: putTogether(fromLeft, fromRight, plan) }
  },
  async runOnFiles({ dataset1, dataset2 }, settings, context) {
    const plan = planJoin(dataset1.schema, dataset2.schema, settings)
    return { resultsDataset: await joinFiles(dataset1, dataset2, { ...settings, plan }, context) }
  },
})

/** @throws AppError of the module */
function planJoin(left: TableSchema, right: TableSchema, settings: Parameters): JoinPlan {
  if (left.length === 0) throw new AppError('InputEmpty', { input: 'Dataset1' })
  if (right.length === 0) throw new AppError('InputEmpty', { input: 'Dataset2' })
  const leftKeys = resolveColumns(settings.leftKeys, left, { columnSet: leftTitle, keepsOrderAndDuplicates: true })
  const rightKeys = resolveColumns(settings.rightKeys, right, { columnSet: rightTitle, keepsOrderAndDuplicates: true })
  if (leftKeys.length !== rightKeys.length) {
    throw new AppError('SizesInconsistent', { first: leftTitle, second: rightTitle })
  }
  for (const [place, index] of leftKeys.entries()) {
    assertCompatible(left[index] as ColumnSchema, right[rightKeys[place] as number] as ColumnSchema)
  }
  const isSemi = settings.joinType === 'left-semi'
  const rightColumns = right.flatMap((_, index) =>
    isSemi || (!settings.keepsRightKeys && rightKeys.includes(index)) ? [] : [index],
  )
  const taken = new Set(left.map(({ name }) => name))
  const added = rightColumns.map((index) => {
    const column = right[index] as ColumnSchema
    return { ...column, name: takeFreeName(column.name, taken) }
  })
  const fillsKeys = settings.joinType === 'full-outer' && !settings.keepsRightKeys
  return { leftKeys, rightKeys, rightColumns, fillsKeys, schema: [...left, ...added] }
}

/** A column may be a key twice; a table has no name twice. */
const numbered = (keys: readonly number[], schema: TableSchema): TableSchema =>
  keys.map((index, place) => ({ ...(schema[index] as ColumnSchema), name: String(place) }))

function assertCompatible(left: ColumnSchema, right: ColumnSchema): void {
  if (kindOf(left) === kindOf(right)) return
  const reason = `One is of type ${left.type}, the other of type ${right.type}.`
  throw new AppError('ColumnsIncompatible', { first: left.name, second: right.name, reason })
}

function kindOf({ type }: ColumnSchema): string {
  if (type === 'String' || type === 'Boolean' || type === 'TimeSpan') return type
  return type === 'DateTime' || type === 'DateTimeOffset' ? 'time' : 'number'
}
