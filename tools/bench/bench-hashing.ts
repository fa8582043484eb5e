import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSeededRandom } from '../../packages/ml/src/algorithms/seeded-random.ts'
import { median } from './load.ts'
import { provideSklearn, python, startPinned, subjectCore } from './processes.ts'
import type { Rounds } from './subject.ts'

/** Feature Hashing beside scikit-learn's HashingVectorizer, one core each, in turn. @returns lines of the report */
export async function benchHashing(folder: string, _upstreamPort: number, rounds: Rounds): Promise<readonly string[]> {
  const file = join(folder, 'texts.txt')
  writeFileSync(file, generateTexts(80_000))
  const megabytes = statSync(file).size / 1e6
  const ours = await secondsOf(process.execPath, [join(import.meta.dirname, 'hashing-subject.ts'), file, '5'])
  console.error(`  Feature Hashing: ${(megabytes / median(ours)).toFixed(0)} MB a second`)
  const peers = provideSklearn()
    ? await secondsOf(python, [join(import.meta.dirname, 'hashing_peer.py'), file, String(Math.min(rounds.count, 3))])
    : []
  return report(megabytes, ours, peers)
}

/** Made-up sentences of words whose frequencies fall as in a language. */
function generateTexts(count: number): string {
  const random = createSeededRandom(11)
  const words = Array.from({ length: 20_000 }, (_, rank) => `w${rank.toString(36)}${'aeiou'[rank % 5]}`)
  const lines = Array.from({ length: count }, () =>
    Array.from({ length: 20 + Math.floor(random() * 80) }, () => words[Math.floor(words.length * random() ** 3)]).join(
      ' ',
    ),
  )
  return lines.join('\n')
}

async function secondsOf(command: string, args: readonly string[]): Promise<readonly number[]> {
  const child = startPinned(subjectCore, command, args)
  let text = ''
  for await (const chunk of child.stdout ?? []) text += chunk
  if (text === '') throw new Error(`${command} printed nothing`)
  return text
    .trim()
    .split('\n')
    .map((line) => Number(line.split(' ')[0]))
}

function report(megabytes: number, ours: readonly number[], peers: readonly number[]): readonly string[] {
  const rate = (seconds: readonly number[]) => megabytes / median(seconds)
  const row = (name: string, seconds: readonly number[]) =>
    `| ${name} | ${rate(seconds).toFixed(1)} | ${peers.length === 0 ? '' : (rate(seconds) / rate(peers)).toFixed(1)} |`
  return [
    '## Hashing text',
    '',
    `${megabytes.toFixed(0)} MB of made-up sentences into 1 024 columns, words and pairs of words, one core.`,
    '',
    '| subject | MB a second | of scikit-learn |',
    '| --- | ---: | ---: |',
    row('Feature Hashing', ours),
    ...(peers.length === 0 ? [] : [row('scikit-learn’s HashingVectorizer', peers)]),
    '',
    ...(peers.length === 0 ? ['scikit-learn is not there and cannot be installed here.', ''] : []),
  ]
}
