import { describe, expect, it } from 'vitest'
import { type ReportRow, readRows, toFigures, writeReport } from './report.ts'
import type { Trial } from './trial.ts'

const trial = (name: string): Trial => ({
  name,
  title: `what ${name} does`,
  run: async () => ({ figures: '', faults: [] }),
})
const row = (name: string, figures: string): ReportRow => ({
  name,
  figures,
  commit: 'abc1234',
  date: '2026-11-26',
  seed: 7,
})

describe('the report of torture', () => {
  it('is read as it was written, and a later run takes the place of an earlier one', () => {
    const trials = [trial('one'), trial('two'), trial('never-run')]
    const report = writeReport(trials, [row('two', '3 kills'), row('one', '5 kills'), row('gone', 'x')])
    expect(readRows(report)).toEqual([row('one', '5 kills'), row('two', '3 kills')])
    expect(readRows(writeReport(trials, [...readRows(report), row('two', '9 kills')]))).toEqual([
      row('one', '5 kills'),
      row('two', '9 kills'),
    ])
  })

  it('tells faults within one cell', () => {
    expect(toFigures({ figures: '2 kills', faults: ['a | b\nc'] })).toBe('2 kills; FAULT: a   b c')
  })
})
