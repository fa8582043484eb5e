import { expect, it } from 'vitest'
import { toProgressLine, toSize } from './progress-text.ts'

const progress = { Rows: 1_234_567, BadRows: 0, BytesRead: 45_000_000, TotalBytes: 100_000_000 }

it('shows share, bytes, rate, rows and estimate in one line', () => {
  expect(toProgressLine({ ...progress, BytesPerSecond: 5_200_000, SecondsLeft: 11.2 }, 200)).toBe(
    '[===========             ]  45 %  45.0 MB of 100 MB  5.2 MB/s  1 234 567 rows  about 11 s left',
  )
})

it('leaves out what is not known yet', () => {
  expect(toProgressLine({ ...progress, TotalBytes: null, BytesRead: 0, Rows: 0 }, 200)).toBe('0 B  0 rows')
})

it('names rows that were kept apart, and never grows beyond the terminal', () => {
  expect(toProgressLine({ ...progress, BadRows: 3 }, 200)).toContain('3 kept apart')
  expect(toProgressLine(progress, 20)).toHaveLength(20)
})

it('writes long times and large sizes as people say them', () => {
  const left = (SecondsLeft: number) =>
    toProgressLine({ ...progress, SecondsLeft }, 200)
      .split('  ')
      .at(-1)
  expect([0.1, 61, 7300].map(left)).toEqual(['about 1 s left', 'about 1 min 1 s left', 'about 2 h 1 min left'])
  expect([999, 1000, 1_500_000, 2e12].map(toSize)).toEqual(['999 B', '1.0 kB', '1.5 MB', '2.0 TB'])
})
