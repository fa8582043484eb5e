import { describe, expect, it } from 'vitest'
import { type ListClick, type ListKey, type ListMarks, markByClick, markByKey, noMarks } from './list-marks.ts'

const show = ({ marked, active }: ListMarks) => [[...marked], active]
const click = (marks: ListMarks, index: number, how: Partial<ListClick> = {}) =>
  markByClick(marks, { index, isToggle: false, isRange: false, ...how })
const press = (marks: ListMarks, key: string, how: Partial<ListKey> = {}) =>
  markByKey(marks, { key, isShift: false, isControl: false, ...how }, 5) ?? marks

describe('marking in a list', () => {
  it('takes one with a click, more with Ctrl, a range with Shift', () => {
    const one = click(noMarks, 1)
    expect(show(one)).toEqual([[1], 1])
    expect(show(click(one, 3, { isToggle: true }))).toEqual([[1, 3], 3])
    expect(show(click(one, 1, { isToggle: true }))).toEqual([[], 1])
    expect(show(click(one, 3, { isRange: true }))).toEqual([[1, 2, 3], 3])
  })

  it('walks with the arrows to the ends, and marks what it comes to', () => {
    expect(show(press(noMarks, 'ArrowDown'))).toEqual([[1], 1])
    expect(show(press(noMarks, 'ArrowUp'))).toEqual([[0], 0])
    expect(show(press(noMarks, 'End'))).toEqual([[4], 4])
    expect(show(press(press(noMarks, 'End'), 'PageUp'))).toEqual([[0], 0])
  })

  it('marks ranges and everything by keys, or walks without marking', () => {
    const range = press(press(press(noMarks, 'ArrowDown'), 'ArrowDown', { isShift: true }), 'ArrowDown', {
      isShift: true,
    })
    expect(show(range)).toEqual([[1, 2, 3], 3])
    expect(show(press(range, 'ArrowDown', { isControl: true }))).toEqual([[1, 2, 3], 4])
    expect(show(press(noMarks, 'a', { isControl: true }))).toEqual([[0, 1, 2, 3, 4], 0])
    expect(show(press(noMarks, ' '))).toEqual([[0], 0])
  })

  it('leaves other keys to the page, and every key where the list is empty', () => {
    const key = { key: 'x', isShift: false, isControl: false }
    expect(markByKey(noMarks, key, 5)).toBeUndefined()
    expect(markByKey(noMarks, { ...key, key: 'ArrowDown' }, 0)).toBeUndefined()
  })
})
