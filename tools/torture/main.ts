// `npm run torture`: the tests of tests/faults with full counts, and their figures in docs/torture.md.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { readRows, toFigures, writeReport } from './report.ts'
import { trials } from './trials.ts'

const folder = dirname(dirname(import.meta.dirname))
const reportPath = join(folder, 'docs', 'torture.md')

const help = `npm run torture [-- options]

Runs every trial with its full count, which takes hours, and writes docs/torture.md after each.

  --only NAME    this trial alone; may be given several times
  --seed NUMBER  for all that is random; default: of the clock
  --help         this text

Trials:
${trials.map(({ name, title }) => `  ${name.padEnd(15)}${title}`).join('\n')}`

process.exitCode = await torture(process.argv.slice(2))

async function torture(args: readonly string[]): Promise<number> {
  let options: { readonly only?: string[]; readonly seed?: string; readonly help?: boolean }
  try {
    options = parseArgs({
      args: [...args],
      options: { only: { type: 'string', multiple: true }, seed: { type: 'string' }, help: { type: 'boolean' } },
    }).values
  } catch (error) {
    return refuse((error as Error).message)
  }
  if (options.help) {
    console.log(help)
    return 0
  }
  const { only = trials.map(({ name }) => name) } = options
  const unknown = only.find((name) => !trials.some((trial) => trial.name === name))
  if (unknown !== undefined) return refuse(`There is no trial ${unknown}.`)
  const seed = Number(options.seed ?? Date.now() % 1_000_000_000)
  if (!Number.isSafeInteger(seed) || seed < 0) return refuse('--seed takes a whole number.')

  const commit = currentCommit()
  let isGood = true
  for (const trial of trials.filter(({ name }) => only.includes(name))) {
    console.log(`${trial.name}: ${trial.title} (seed ${seed})…`)
    let reportedAt = Date.now()
    const onProgress = (count: number) => {
      if (Date.now() - reportedAt < 10_000) return
      reportedAt = Date.now()
      console.log(`  ${count}`)
    }
    const outcome = await trial.run({ seed, onProgress })
    isGood &&= outcome.faults.length === 0
    const figures = toFigures(outcome)
    console.log(`  ${figures}`)
    const row = { name: trial.name, figures, commit, date: new Date().toISOString().slice(0, 10), seed }
    writeFileSync(reportPath, writeReport(trials, [...readRows(readFileSync(reportPath, 'utf8')), row]))
  }
  return isGood ? 0 : 1
}

function refuse(reason: string): number {
  console.error(`${reason}\n\n${help}`)
  return 2
}

function currentCommit(): string {
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim()
  const isClean = git('status', '--porcelain', '--', ':!docs/torture.md') === ''
  return git('rev-parse', '--short', 'HEAD') + (isClean ? '' : ' with changes')
}
