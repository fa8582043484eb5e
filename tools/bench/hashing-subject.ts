// One core that hashes a file of texts, a line each, as Feature Hashing does: prints the seconds of each round.
import { readFileSync } from 'node:fs'
import { createTextHasher } from '../../packages/ml/src/algorithms/hash-text-features.ts'

const [file = '', rounds = '1'] = process.argv.slice(2)
const lines = readFileSync(file, 'utf8').split('\n')
const rowsAtOnce = 10_000
const hasher = createTextHasher({ bitsize: 10, nGrams: 2 })
for (let round = -1; round < Number(rounds); round += 1) {
  const start = performance.now()
  let stored = 0
  for (let first = 0; first < lines.length; first += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, lines.length - first)
    stored += hasher.hash(count, (row) => lines[first + row]).values.length
  }
  // The first round warms up.
  if (round >= 0) console.log(((performance.now() - start) / 1000).toFixed(4), stored)
}
