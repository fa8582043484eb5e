import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSeededRandom } from '../../packages/ml/src/algorithms/seeded-random.ts'
import { median } from './load.ts'
import { makeFolder } from './places.ts'
import { provideSklearn, python } from './processes.ts'
import type { Rounds } from './subject.ts'

const rowCount = 100_000
const columnCount = 50

interface Boosting {
  readonly seconds: number
  readonly loss: number
  /** All at once, and one by one. */
  readonly rowsPerSecond: readonly [number, number]
}

/**
 * Boosted trees beside scikit-learn's histogram trees, in turn; both may use every core, of which ours take one.
 * @returns lines of the report
 */
export async function benchTrees(folder: string, _upstreamPort: number, rounds: Rounds): Promise<readonly string[]> {
  const place = makeFolder(folder, 'trees')
  writeExamples(place)
  const count = String(Math.min(rounds.count, 5))
  const ours = await boostingsOf(process.execPath, [join(import.meta.dirname, 'trees-subject.ts'), place, count])
  console.error(`  Two-Class Boosted Decision Tree: ${secondsOf(ours).toFixed(2)} s`)
  const peers = provideSklearn()
    ? await boostingsOf(python, [join(import.meta.dirname, 'trees_peer.py'), place, count])
    : []
  return report(ours, peers)
}

/** Made-up numbers, column after column, and classes that some of them tell, alone and together. */
function writeExamples(folder: string): void {
  const random = createSeededRandom(13)
  const columns = Array.from({ length: columnCount }, () =>
    Float64Array.from({ length: rowCount }, () => random() + random() + random() - 1.5),
  )
  const at = (column: number, row: number) => (columns[column] as Float64Array)[row] as number
  const labels = Float64Array.from({ length: rowCount }, (_, row) => {
    const score = at(0, row) + 4 * at(1, row) * at(2, row) + Math.sin(3 * at(3, row)) + at(4, row) ** 2
    return Number(score + random() - 0.75 > 0)
  })
  writeFileSync(join(folder, 'labels.f64'), labels)
  writeFileSync(join(folder, 'columns.f64'), Buffer.concat(columns.map(({ buffer }) => new Uint8Array(buffer))))
}

async function boostingsOf(command: string, args: readonly string[]): Promise<readonly Boosting[]> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  for await (const chunk of child.stdout) text += chunk
  if (text === '') throw new Error(`${command} printed nothing`)
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [seconds, loss, together, alone] = line.split(' ').map(Number) as [number, number, number, number]
      return { seconds, loss, rowsPerSecond: [together, alone] }
    })
}

const secondsOf = (boostings: readonly Boosting[]) => median(boostings.map(({ seconds }) => seconds))

function report(ours: readonly Boosting[], peers: readonly Boosting[]): readonly string[] {
  const row = (name: string, boostings: readonly Boosting[]) => {
    const seconds = secondsOf(boostings)
    const ratio = peers.length === 0 ? '' : (seconds / secondsOf(peers)).toFixed(2)
    const rates = [0, 1].map((way) =>
      Math.round(median(boostings.map(({ rowsPerSecond }) => rowsPerSecond[way] as number))).toLocaleString('en'),
    )
    const loss = (boostings[0] as Boosting).loss.toFixed(5)
    return `| ${name} | ${seconds.toFixed(2)} | ${ratio} | ${loss} | ${rates.join(' | ')} |`
  }
  return [
    '## Boosted trees',
    '',
    `100 trees of 20 leaves on ${rowCount} rows of ${columnCount} columns; rows scored in one call, and each in one of its own.`,
    'scikit-learn uses all cores, we one. The loss is the mean over the training rows.',
    '',
    '| subject | seconds | of scikit-learn | loss | rows a second | one by one |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    row('Two-Class Boosted Decision Tree', ours),
    ...(peers.length === 0 ? [] : [row('scikit-learn’s HistGradientBoostingClassifier', peers)]),
    '',
    ...(peers.length === 0 ? ['scikit-learn is not there and cannot be installed here.', ''] : []),
  ]
}
