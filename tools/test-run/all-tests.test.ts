import { expect, it } from 'vitest'
import { slowestFiles, toOutcome } from './all-tests.ts'

const file = (status: string, ...tests: string[]) => ({
  name: '/clone/tests/one.test.ts',
  status,
  startTime: 1_000,
  endTime: 1_000,
  assertionResults: tests.map((test) => ({ status: test })),
})
const report = (passed: number, failed: number, ...testResults: ReturnType<typeof file>[]) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 0,
  testResults,
})

it('counts tests', () => {
  expect(toOutcome(report(2, 1, file('passed', 'passed'), file('failed', 'passed', 'failed')), false)).toEqual({
    passed: 2,
    failed: 1,
  })
})

it('counts a file that cannot be loaded as a failure', () => {
  expect(toOutcome(report(1, 0, file('passed', 'passed'), file('failed')), false)).toEqual({ passed: 1, failed: 1 })
})

it('counts an error outside of any test as a failure', () => {
  expect(toOutcome(report(1, 0, file('passed', 'passed')), false)).toEqual({ passed: 1, failed: 1 })
  expect(toOutcome(report(1, 0, file('passed', 'passed')), true)).toEqual({ passed: 1, failed: 0 })
})

it('tells which files took the longest', () => {
  const quick = { ...file('passed'), endTime: 1_250 }
  const slow = { ...file('passed'), name: '/clone/tests/slow.test.ts', endTime: 13_400 }
  expect(slowestFiles({ testResults: [quick, slow] }, '/clone')).toEqual([
    '   12.4 s  tests/slow.test.ts',
    '    0.3 s  tests/one.test.ts',
  ])
})
