// `npm test`: everything that has to hold before a change is taken, in one command with one last line to look at.
import { dirname } from 'node:path'
import { chosenTests, otherTests, selfContainedTests } from './test-run/all-tests.ts'
import { checks } from './test-run/checks.ts'
import { fuzzing } from './test-run/fuzzing.ts'
import { serverProgram } from './test-run/server-program.ts'
import type { Outcome, Step } from './test-run/step.ts'
import { systemPackages } from './test-run/system-packages.ts'
import { webApp } from './test-run/web-app.ts'

async function runStep(step: Step): Promise<Outcome> {
  const start = performance.now()
  const outcome = await step.run()
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const note = outcome.note === undefined ? '' : `: ${outcome.note}`
  console.log(`${outcome.failed === 0 ? 'ok  ' : 'FAIL'}  ${step.name} (${seconds} s)${note}`)
  if (outcome.output !== undefined) console.log(outcome.output)
  return outcome
}

async function runSteps(steps: readonly Step[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const step of steps) outcomes.push(await runStep(step))
  return outcomes
}

async function main(args: readonly string[]): Promise<void> {
  const folder = dirname(import.meta.dirname)
  const filters = args.filter((arg) => arg !== '--checks-only')
  const isChecksOnly = filters.length !== args.length
  // What it takes from the network and unpacks leaves the processors idle: they test meanwhile.
  const installing = isChecksOnly ? [] : [runStep(systemPackages(folder))]
  const outcomes = [
    ...(await runSteps([
      ...checks(folder),
      ...(isChecksOnly ? [] : [webApp(), serverProgram()]),
      ...(isChecksOnly || filters.length > 0 ? [] : [selfContainedTests(folder)]),
    ])),
  ]
  outcomes.push(...(await Promise.all(installing)))
  if (!isChecksOnly) {
    // Where the tests wait for programs and browsers, the processors go on with random texts.
    const tests = filters.length > 0 ? [chosenTests(folder, filters)] : [fuzzing(), otherTests(folder)]
    outcomes.push(...(await Promise.all(tests.map(runStep))))
  }
  const sum = (name: 'passed' | 'failed') => outcomes.reduce((total, outcome) => total + outcome[name], 0)
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = sum('failed') === 0 ? 0 : 1
}

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2))
