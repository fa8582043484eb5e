// `npm test`: everything that has to hold before a change is taken, in one command with one last line to look at.
import { dirname } from 'node:path'
import { allTests } from './test-run/all-tests.ts'
import { checks } from './test-run/checks.ts'
import { serverProgram } from './test-run/server-program.ts'
import type { Step } from './test-run/step.ts'
import { systemPackages } from './test-run/system-packages.ts'
import { webApp } from './test-run/web-app.ts'

async function runSteps(steps: readonly Step[]): Promise<{ readonly passed: number; readonly failed: number }> {
  let passed = 0
  let failed = 0
  for (const step of steps) {
    const start = performance.now()
    const outcome = await step.run()
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    const note = outcome.note === undefined ? '' : `: ${outcome.note}`
    console.log(`${outcome.failed === 0 ? 'ok  ' : 'FAIL'}  ${step.name} (${seconds} s)${note}`)
    if (outcome.output !== undefined) console.log(outcome.output)
    passed += outcome.passed
    failed += outcome.failed
  }
  return { passed, failed }
}

async function main(args: readonly string[]): Promise<void> {
  const folder = dirname(import.meta.dirname)
  const filters = args.filter((arg) => arg !== '--checks-only')
  const isChecksOnly = filters.length !== args.length
  const { passed, failed } = await runSteps([
    ...(isChecksOnly ? [] : [systemPackages(folder)]),
    ...checks(folder),
    ...(isChecksOnly ? [] : [webApp(), serverProgram(), allTests(folder, filters)]),
  ])
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}

if (process.argv[1] === import.meta.filename) await main(process.argv.slice(2))
