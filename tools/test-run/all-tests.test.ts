import { expect, it } from 'vitest'
import { slowestFiles, toOutcome } from './all-tests.ts'

const file = (status: string, ...tests: string[]) => ({
  name: '/clone/tests/one.test.ts',
  status,
  startTime: 1_000,
  endTime: 1_000,
  message: status === 'failed' && tests.length === 0 ? 'Cannot find module\nat line 1' : '',
  assertionResults: tests.map((test) => ({
    status: test === 'repeated' ? 'passed' : test,
    fullName: `a thing ${test}`,
    failureMessages: test !== 'passed' ? ['Error: it is not so\n    at line 1'] : [],
  })),
})
const report = (passed: number, failed: number, ...testResults: ReturnType<typeof file>[]) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 0,
  testResults,
})

const outcome = (of: ReturnType<typeof report>, isGood = false) => toOutcome(of, isGood, '/clone')

it('counts tests, and names what failed', () => {
  expect(outcome(report(2, 1, file('passed', 'passed'), file('failed', 'passed', 'failed')))).toEqual({
    passed: 2,
    failed: 1,
    output: '      tests/one.test.ts > a thing failed: Error: it is not so',
  })
})

it('names what passed at the second try only', () => {
  expect(outcome(report(2, 0, file('passed', 'passed', 'repeated')), true)).toEqual({
    passed: 2,
    failed: 0,
    output: '      passed when tried again: tests/one.test.ts > a thing repeated: Error: it is not so',
  })
})

it('counts a file that cannot be loaded as a failure', () => {
  expect(outcome(report(1, 0, file('passed', 'passed'), file('failed')))).toEqual({
    passed: 1,
    failed: 1,
    output: '      tests/one.test.ts: Cannot find module',
  })
})

it('names twenty failures at most', () => {
  const { failed, output } = outcome(report(0, 23, file('failed', ...Array.from({ length: 23 }, () => 'failed'))))
  expect(failed).toBe(23)
  expect(output?.split('\n')).toHaveLength(21)
  expect(output).toMatch(/and 3 more$/)
})

it('counts an error outside of any test as a failure', () => {
  expect(outcome(report(1, 0, file('passed', 'passed')))).toEqual({ passed: 1, failed: 1 })
  expect(outcome(report(1, 0, file('passed', 'passed')), true)).toEqual({ passed: 1, failed: 0 })
})

it('tells which files took the longest', () => {
  const quick = { ...file('passed'), endTime: 1_250 }
  const slow = { ...file('passed'), name: '/clone/tests/slow.test.ts', endTime: 13_400 }
  expect(slowestFiles({ testResults: [quick, slow] }, '/clone')).toEqual([
    '   12.4 s  tests/slow.test.ts',
    '    0.3 s  tests/one.test.ts',
  ])
})
