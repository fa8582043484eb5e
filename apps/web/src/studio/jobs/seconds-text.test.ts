import { expect, it } from 'vitest'
import { secondsText } from './seconds-text.ts'

it('writes a duration in its two largest units', () => {
  expect([0.4, 12, 200, 3900, -3].map(secondsText)).toEqual(['0 s', '12 s', '3 min 20 s', '1 h 05 min', '0 s'])
})
