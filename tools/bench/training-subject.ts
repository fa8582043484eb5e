// One core that trains on rows that a folder holds as arrays: prints the seconds of each round and the loss reached.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MatrixLearner } from '../../packages/ml/src/learning/learner.ts'
import type { LinearState } from '../../packages/ml/src/learning/linear/linear-state.ts'
import { twoClassLogisticRegression } from '../../packages/ml/src/modules/initialize/two-class-logistic-regression.ts'

const [folder = '', rounds = '1'] = process.argv.slice(2)
const read = (name: string) => new Uint8Array(readFileSync(join(folder, name))).buffer

const labels = new Float64Array(read('labels.f64'))
const sparse = {
  rowStarts: new Int32Array(read('row-starts.i32')),
  columnIndexes: new Int32Array(read('column-indexes.i32')),
  values: new Int32Array(read('values.i32')),
}
const matrix = { rowCount: labels.length, columnCount: 1024, dense: [], sparse }
const parameters = twoClassLogisticRegression.parameters.parse({ l1Weight: 0, l2Weight: 1 })
const learner = twoClassLogisticRegression.learner as MatrixLearner
const context = { seed: 1, signal: new AbortController().signal, progress() {}, log() {} }

for (let round = -1; round < Number(rounds); round += 1) {
  const start = performance.now()
  const examples = { matrix, labels, weights: undefined, classCount: 2 }
  const { losses } = (await learner.train(examples, parameters, context)) as LinearState
  // The first round warms up.
  if (round >= 0) console.log(((performance.now() - start) / 1000).toFixed(4), losses.at(-1))
}
