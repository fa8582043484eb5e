import { describe, expect, it } from 'vitest'
import { type AlertState, calm, type Measured, nextAlertState } from './alert-state.ts'

const hour = 3_600_000
const begin = Date.UTC(2026, 0, 5, 12)
const rule = { threshold: 10, remindAfterHours: 24, endThreshold: null, mutedUntil: null }

/** What happens when this is measured hour after hour. */
function run(measured: readonly Measured[], other: Partial<Parameters<typeof nextAlertState>[1]> = {}) {
  let state: AlertState = calm
  return measured.map((value, index) => {
    const step = nextAlertState(state, { ...rule, ...other }, value, begin + index * hour)
    state = step.state
    return step.event === undefined ? '' : `${step.event}${step.isMuted ? ' silently' : ''}`
  })
}

describe('an alert', () => {
  it('fires once and ends once, below a lower threshold than it fires at', () => {
    expect(run([9, 10, 50, 9, 10, 8, 7.9, 9, 10])).toEqual(['', 'fired', '', '', '', '', 'ended', '', 'fired'])
    expect(run([10, 5, 4], { endThreshold: 5 })).toEqual(['fired', '', 'ended'])
  })

  it('concludes nothing from too little, and ends where there is nothing any more', () => {
    expect(run(['unclear', 10, 'unclear', 'nothing', 'nothing'])).toEqual(['', 'fired', '', 'ended', ''])
  })

  it('reminds of itself no more often than it is told to', () => {
    expect(run([10, 10, 10, 10, 10, 10], { remindAfterHours: 2 })).toEqual([
      'fired',
      '',
      'reminded',
      '',
      'reminded',
      '',
    ])
    expect(run(Array(30).fill(10), { remindAfterHours: null }).filter((event) => event !== '')).toEqual(['fired'])
  })

  it('tells nobody while it is muted, and afterwards if it still fires', () => {
    const mutedUntil = new Date(begin + 2.5 * hour).toISOString()
    expect(run([10, 10, 10, 10, 1], { mutedUntil })).toEqual(['fired silently', '', '', 'reminded', 'ended'])
    expect(run([10, 1, 1, 1], { mutedUntil })).toEqual(['fired silently', 'ended silently', '', ''])
    expect(run([10, 10, 10, 1], { mutedUntil: new Date(begin + 2.9 * hour).toISOString() })).toEqual([
      'fired silently',
      '',
      '',
      'ended silently',
    ])
  })
})
