import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTextHasher } from '../../packages/ml/src/algorithms/hash-text-features.ts'
import { createSeededRandom } from '../../packages/ml/src/algorithms/seeded-random.ts'
import { median } from './load.ts'
import { makeFolder } from './places.ts'
import { provideSklearn, python, startPinned, subjectCore } from './processes.ts'
import type { Rounds } from './subject.ts'

const rowCount = 100_000

interface Training {
  readonly seconds: number
  readonly loss: number
}

/** Logistic regression on hashed text beside scikit-learn's, one core each, in turn. @returns lines of the report */
export async function benchTraining(folder: string, _upstreamPort: number, rounds: Rounds): Promise<readonly string[]> {
  const place = makeFolder(folder, 'training')
  const filled = writeExamples(place)
  const ours = await trainingsOf(process.execPath, [join(import.meta.dirname, 'training-subject.ts'), place, '5'])
  console.error(`  Two-Class Logistic Regression: ${secondsOf(ours).toFixed(2)} s`)
  const count = String(Math.min(rounds.count, 3))
  const peers = provideSklearn()
    ? await trainingsOf(python, [join(import.meta.dirname, 'training_peer.py'), place, count])
    : []
  return report(filled, ours, peers)
}

/** Made-up sentences, hashed as Feature Hashing does, with a label that some words tell. @returns filled cells a row */
function writeExamples(folder: string): number {
  const random = createSeededRandom(12)
  const words = Array.from({ length: 20_000 }, (_, rank) => `w${rank.toString(36)}`)
  const tones = words.map(() => random() + random() - 1)
  const labels = new Float64Array(rowCount)
  const hasher = createTextHasher({ bitsize: 10, nGrams: 2 })
  const { rowStarts, columnIndexes, values } = hasher.hash(rowCount, (row) => {
    let tone = 0
    const text = Array.from({ length: 8 + Math.floor(random() * 16) }, () => {
      const rank = Math.floor(words.length * random() ** 4)
      tone += tones[rank] as number
      return words[rank]
    })
    labels[row] = Number(tone + 2 * random() - 1 > 0)
    return text.join(' ')
  })
  writeFileSync(join(folder, 'labels.f64'), labels)
  writeFileSync(join(folder, 'row-starts.i32'), rowStarts)
  writeFileSync(join(folder, 'column-indexes.i32'), columnIndexes)
  writeFileSync(join(folder, 'values.i32'), values)
  return values.length / rowCount
}

async function trainingsOf(command: string, args: readonly string[]): Promise<readonly Training[]> {
  const child = startPinned(subjectCore, command, args)
  let text = ''
  for await (const chunk of child.stdout ?? []) text += chunk
  if (text === '') throw new Error(`${command} printed nothing`)
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [seconds, loss] = line.split(' ').map(Number) as [number, number]
      return { seconds, loss }
    })
}

const secondsOf = (trainings: readonly Training[]) => median(trainings.map(({ seconds }) => seconds))

function report(filled: number, ours: readonly Training[], peers: readonly Training[]): readonly string[] {
  const row = (name: string, trainings: readonly Training[]) => {
    const seconds = secondsOf(trainings)
    const ratio = peers.length === 0 ? '' : (seconds / secondsOf(peers)).toFixed(2)
    return `| ${name} | ${seconds.toFixed(2)} | ${ratio} | ${(trainings[0] as Training).loss.toFixed(6)} |`
  }
  return [
    '## Training',
    '',
    `Logistic regression with L2 weight 1 on ${rowCount} made-up sentences, hashed into 1 024 columns, of which a row fills`,
    `${filled.toFixed(0)}, one core. The loss is what both minimise, per row: the lower, the nearer to the optimum.`,
    '',
    '| subject | seconds | of scikit-learn | loss |',
    '| --- | ---: | ---: | ---: |',
    row('Two-Class Logistic Regression', ours),
    ...(peers.length === 0 ? [] : [row('scikit-learn’s LogisticRegression', peers)]),
    '',
    ...(peers.length === 0 ? ['scikit-learn is not there and cannot be installed here.', ''] : []),
  ]
}
