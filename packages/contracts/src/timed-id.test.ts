import { describe, expect, it } from 'vitest'
import { timeOfId, toTimedId } from './timed-id.ts'

describe('an identifier that begins with a time', () => {
  it('is a GUID of version 7 that tells its time again', () => {
    const id = toTimedId(Date.UTC(2026, 0, 5, 12), '11111111-2222-4333-8444-555555555555')
    expect(id).toBe('019b8e07-4600-7333-8444-555555555555')
    expect(timeOfId(id.toUpperCase())).toBe(Date.UTC(2026, 0, 5, 12))
  })

  it('is no other GUID, and no other text', () => {
    expect(timeOfId('11111111-2222-4333-8444-555555555555')).toBeUndefined()
    expect(timeOfId('yesterday')).toBeUndefined()
  })
})
