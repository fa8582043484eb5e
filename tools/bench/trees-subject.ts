// Trains boosted trees on columns that a folder holds: prints the seconds of each round, the loss reached, and rows
// scored a second, all at once and one by one.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BoostedTreesState } from '../../packages/ml/src/learning/boosted-trees-learner.ts'
import type { MatrixLearner } from '../../packages/ml/src/learning/learner.ts'
import { twoClassBoostedDecisionTree } from '../../packages/ml/src/modules/initialize/two-class-boosted-decision-tree.ts'

const [folder = '', rounds = '1'] = process.argv.slice(2)
const read = (name: string) => new Float64Array(new Uint8Array(readFileSync(join(folder, name))).buffer)

const labels = read('labels.f64')
const numbers = read('columns.f64')
const rowCount = labels.length
const dense = Array.from({ length: numbers.length / rowCount }, (_, column) =>
  numbers.slice(column * rowCount, (column + 1) * rowCount),
)
const matrix = { rowCount, columnCount: dense.length, dense, sparse: undefined }
const parameters = twoClassBoostedDecisionTree.parameters.parse({})
const learner = twoClassBoostedDecisionTree.learner as MatrixLearner
const context = { seed: 1, signal: new AbortController().signal, progress() {}, log() {} }

const aloneCount = 20_000
const rows = Array.from({ length: aloneCount }, (_, row) => ({
  ...matrix,
  rowCount: 1,
  dense: dense.map((column) => column.subarray(row, row + 1)),
}))
const secondsFor = (work: () => unknown): number => {
  const start = performance.now()
  work()
  return (performance.now() - start) / 1000
}

for (let round = -1; round < Number(rounds); round += 1) {
  const start = performance.now()
  const examples = { matrix, labels, weights: undefined, classCount: 2 }
  const state = (await learner.train(examples, parameters, context)) as BoostedTreesState
  const seconds = (performance.now() - start) / 1000
  const predict = learner.predictor(state, 2)
  const together = rowCount / secondsFor(() => predict(matrix))
  const alone =
    aloneCount /
    secondsFor(() => {
      for (const row of rows) predict(row)
    })
  // The first round warms up.
  if (round >= 0) console.log(seconds.toFixed(4), state.losses.at(-1), together.toFixed(0), alone.toFixed(0))
}
