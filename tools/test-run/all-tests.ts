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
    /** Why the file could not be run. */
    readonly message?: string
    readonly assertionResults: readonly {
      readonly status: string
      readonly fullName: string
      readonly failureMessages?: readonly string[] | null
    }[]
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
      return toOutcome(report, exitCode === 0, folder)
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
    .slice(0, 10)
    .map(({ name, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${relative(folder, name)}`)
}

export function toOutcome(report: Report, isGood: boolean, folder: string): Outcome {
  const failures = report.testResults.flatMap((file) => failuresOf(file, folder))
  const repeated = report.testResults.flatMap((file) => repeatedOf(file, folder))
  const shown = [...repeated, ...failures]
  return {
    passed: report.numPassedTests,
    // An error outside of any test makes Vitest fail without a failed test.
    failed: isGood ? failures.length : Math.max(1, failures.length),
    ...(report.numPendingTests > 0 && { note: `${report.numPendingTests} skipped, each with its reason in its name` }),
    ...(shown.length > 0 && { output: shortened(shown).join('\n') }),
  }
}

const mostShown = 20

/** Tests in a browser may be tried twice; whoever reads the outcome is told which were. */
const repeatedOf = ({ name, assertionResults }: Report['testResults'][number], folder: string) =>
  assertionResults
    .filter(({ status, failureMessages }) => status === 'passed' && (failureMessages?.length ?? 0) > 0)
    .map(
      ({ fullName, failureMessages }) =>
        `      passed when tried again: ${relative(folder, name)} > ${fullName}: ${firstLine(failureMessages?.[0])}`,
    )

/** What failed stands at the end of all that was printed, where one looks first. */
const shortened = (failures: readonly string[]) =>
  failures.length <= mostShown
    ? failures
    : [...failures.slice(0, mostShown), `      and ${failures.length - mostShown} more`]

function failuresOf({ name, status, message, assertionResults }: Report['testResults'][number], folder: string) {
  const failed = assertionResults.filter((assertion) => assertion.status === 'failed')
  const file = relative(folder, name)
  // A file that cannot even be loaded has no tests to count, yet it is a failure.
  if (status === 'failed' && failed.length === 0) return [`      ${file}: ${firstLine(message)}`]
  return failed.map(
    ({ fullName, failureMessages }) => `      ${file} > ${fullName}: ${firstLine(failureMessages?.[0])}`,
  )
}

const firstLine = (text = '') => text.split('\n', 1)[0]?.slice(0, 200) ?? ''
