import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDateTime, parseTimeSpan, toDateTimeOffsetText, toDateTimeText, toTimeSpanText } from './time-text.ts'

describe('dates and times', () => {
  it.each([
    ['9/21/2014 11:10:00 AM', '2014-09-21T11:10:00.000Z'],
    ['9/21/2014 12:10:00 AM', '2014-09-21T00:10:00.000Z'],
    ['09/21/2014 12:10 PM', '2014-09-21T12:10:00.000Z'],
    ['9/21/2014 23:10', '2014-09-21T23:10:00.000Z'],
    ['9/21/2014', '2014-09-21T00:00:00.000Z'],
    ['2014-09-21', '2014-09-21T00:00:00.000Z'],
    ['2014-09-21T11:10:00Z', '2014-09-21T11:10:00.000Z'],
    ['2014-09-21 11:10:00.125', '2014-09-21T11:10:00.125Z'],
    ['2014-09-21T11:10:00+02:00', '2014-09-21T09:10:00.000Z'],
    ['2014-09-21T11:10:00-0530', '2014-09-21T16:40:00.000Z'],
    ['2014-09-21T11:10:00.0000000Z', '2014-09-21T11:10:00.000Z'],
    ['2000-02-29', '2000-02-29T00:00:00.000Z'],
    ['0001-01-01', '0001-01-01T00:00:00.000Z'],
    [' 2014-09-21 ', '2014-09-21T00:00:00.000Z'],
  ])('are read from %j', (text, iso) => {
    expect(new Date(parseDateTime(text) ?? Number.NaN).toISOString()).toBe(iso)
  })

  it.each([
    '',
    'today',
    '2014-13-01',
    '2014-02-30',
    '1900-02-29',
    '2014-09-21T24:00:00',
    '2014-09-21T11:60',
    '13/13/2014',
    '9/21/14',
    '9/21/2014 13:00 PM',
    '9/21/2014 0:00 AM',
    '21.9.2014',
    '20140921',
  ])('are not read from %j', (text) => {
    expect(parseDateTime(text)).toBeUndefined()
  })

  it('are written in US style', () => {
    expect(toDateTimeText(Date.UTC(2014, 8, 21, 11, 10))).toBe('9/21/2014 11:10:00 AM')
    expect(toDateTimeText(Date.UTC(2014, 0, 2, 0, 3, 4))).toBe('1/2/2014 12:03:04 AM')
    expect(toDateTimeText(Date.UTC(2014, 11, 31, 12, 0, 59))).toBe('12/31/2014 12:00:59 PM')
    expect(toDateTimeOffsetText(Date.UTC(2014, 8, 21, 23))).toBe('9/21/2014 11:00:00 PM +00:00')
  })

  it('come back from their own text to the second', () => {
    const seconds = fc.integer({ min: -62_135_596_800, max: 253_402_300_799 })
    fc.assert(
      fc.property(seconds, (value) => {
        expect(parseDateTime(toDateTimeText(value * 1000))).toBe(value * 1000)
      }),
    )
  })
})

describe('time spans', () => {
  it.each([
    ['00:00:00', 0],
    ['01:02', 3_720_000],
    ['1.02:03:04.5', 93_784_500],
    ['-00:00:01', -1000],
    ['00:00:00.0000001', 0.0001],
  ])('are read from %j', (text, milliseconds) => {
    expect(parseTimeSpan(text)).toBeCloseTo(milliseconds, 7)
  })

  it.each(['', '5', '24:00:00', '00:60', '1 day', '1.2'])('are not read from %j', (text) => {
    expect(parseTimeSpan(text)).toBeUndefined()
  })

  it.each([
    [0, '00:00:00'],
    [93_784_500, '1.02:03:04.5000000'],
    [-1000, '-00:00:01'],
    [0.0001, '00:00:00.0000001'],
  ])('write %d ms as %s', (milliseconds, text) => {
    expect(toTimeSpanText(milliseconds)).toBe(text)
  })
})
