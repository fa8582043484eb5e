import { describe, expect, it } from 'vitest'
import { withParts } from './report.ts'

const measurement = { date: '2026-11-26', commit: 'abc1234', load: 0.5 }
const when = '*2026-11-26, commit abc1234; before the run 0.5 processes wanted a core.*'

describe('the report of benchmarks', () => {
  it('has each part once, the newest figures in the place of the former', () => {
    const first = withParts(
      '',
      ['# Benchmarks', ''],
      [
        { lines: ['## One', '', '1', ''], measurement },
        { lines: ['## Two', '', '2', ''], measurement },
      ],
    )
    expect(first).toBe(`# Benchmarks\n\n## One\n\n${when}\n\n1\n\n## Two\n\n${when}\n\n2\n`)
    const later = withParts(first, ['# Benchmarks'], [{ lines: ['## One', '', '3'], measurement }])
    expect(later).toBe(first.replace('\n1\n', '\n3\n'))
  })
})
