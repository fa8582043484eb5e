import type { ColumnSchema, TableSchema } from '@sluice/contracts'
import { type Cell, createTableFromRows, type Table, toColumnSchema } from '@sluice/dataflow'
import { createSeededRandom } from '../algorithms/seeded-random.ts'
import type { Module } from '../modules/module.ts'
import type { Model } from '../modules/port-values.ts'
import { modelAt, type RunOptions, runModule } from '../modules/run-module.fixture.ts'
import { trainModel } from '../modules/train/train-model.ts'

/** A selection of these columns. */
export const columnsNamed = (...names: string[]) => ({
  beginWith: 'none',
  rules: [{ action: 'include', by: 'names', names }],
})

/** Rows in which `x` and `colour` tell much of the label, which `labelOf` makes of a score around 0. */
export function exampleTable(rowCount: number, label: ColumnSchema, labelOf: (score: number) => Cell, seed = 1): Table {
  const random = createSeededRandom(seed)
  const colours = ['blue', 'green', 'red']
  const schema: TableSchema = [
    toColumnSchema('x', 'Double'),
    toColumnSchema('colour', 'String'),
    toColumnSchema('noise', 'Int32'),
    label,
  ]
  const rows = Array.from({ length: rowCount }, (): Cell[] => {
    const x = random() * 4 - 2
    const colour = Math.floor(random() * 3)
    const score = 2 * x + (colour - 1) + random() - 0.5
    return [x, colours[colour] as string, Math.floor(random() * 10), labelOf(score)]
  })
  return createTableFromRows(schema, rows)
}

/** Trains the learner of a module by Train Model, on the column `label`. */
export async function trained(
  module: Module,
  dataset: Table,
  settings: object = {},
  options: RunOptions & { readonly label?: string } = {},
): Promise<Model> {
  const untrained = modelAt(await runModule(module, {}, settings), 'untrainedModel')
  const outputs = await runModule(
    trainModel,
    { untrainedModel: untrained, dataset },
    { labelColumn: columnsNamed(options.label ?? 'label') },
    { ...options, modules: [module] },
  )
  return modelAt(outputs, 'trainedModel')
}
