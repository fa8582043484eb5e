import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { type Outcome, runCommand, type Step } from './step.ts'

/** What Vitest writes of a run, as far as it is read here. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly testResults: readonly {
    /** Absolute path of the file. */
    readonly name: string
    readonly status: string
    /** In ms. */
    readonly startTime: number
    readonly endTime: number
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

/** Folders whose tests need Node alone, nothing that has to be installed in the system. */
const selfContained = [
  ...['contracts', 'dataflow', 'gateway', 'management', 'ml', 'policy-language', 'storage'].map(
    (name) => `packages/${name}/`,
  ),
  'apps/web/',
  'tools/',
]
/** Of these, the ones that run samples in other languages. */
const samples = 'packages/ml/src/management/help/'

/** The tests that need nothing of the system: they run while it is being installed. */
export const selfContainedTests = (folder: string): Step =>
  testsOf('tests that need Node alone', folder, [...selfContained, `--exclude=${samples}**`])

/** All others. */
export const otherTests = (folder: string): Step =>
  testsOf('other tests', folder, [samples, 'packages/platform/', 'apps/server/', 'tests/'])

/** The tests whose files match `filters`. */
export const chosenTests = (folder: string, filters: readonly string[]): Step => testsOf('tests', folder, filters)

const testsOf = (name: string, folder: string, args: readonly string[]): Step => ({
  name,
  async run() {
    const reportFolder = mkdtempSync(join(tmpdir(), 'sluice-test-report-'))
    const reportFile = join(reportFolder, 'report.json')
    try {
      const { exitCode } = await runCommand(
        join(folder, 'node_modules', '.bin', 'vitest'),
        ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`, ...args],
        { folder, isShown: true },
      )
      const report = JSON.parse(readFileSync(reportFile, 'utf8')) as Report
      console.log(`Slowest files:\n${slowestFiles(report, folder).join('\n')}`)
      return toOutcome(report, exitCode === 0)
    } catch (error) {
      // Without a report there was no run.
      return { passed: 0, failed: 1, output: `Vitest left no report: ${(error as Error).message}` }
    } finally {
      rmSync(reportFolder, { recursive: true, force: true })
    }
  },
})

/** Where the time goes, a line each: the command as a whole has a limit, which is easier to keep than to win back. */
export function slowestFiles({ testResults }: Pick<Report, 'testResults'>, folder: string): readonly string[] {
  return [...testResults]
    .map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1000 }))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, 20)
    .map(({ name, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${relative(folder, name)}`)
}

export function toOutcome(report: Report, isGood: boolean): Outcome {
  // A file that cannot even be loaded has no tests to count, yet it is a failure.
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  ).length
  const counted = report.numFailedTests + brokenFiles
  return {
    passed: report.numPassedTests,
    // An error outside of any test makes Vitest fail without a failed test.
    failed: isGood ? counted : Math.max(1, counted),
    ...(report.numPendingTests > 0 && { note: `${report.numPendingTests} skipped, each with its reason in its name` }),
  }
}
