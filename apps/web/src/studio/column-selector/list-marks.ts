/** What is marked in a list of which several items can be, and where the keys are. Places count from 0. */
export interface ListMarks {
  readonly marked: ReadonlySet<number>
  readonly active: number
  /** Where a range begins. */
  readonly anchor: number
}

export const noMarks: ListMarks = { marked: new Set(), active: 0, anchor: 0 }

export interface ListClick {
  readonly index: number
  /** Ctrl or ⌘: the others stay as they are. */
  readonly isToggle: boolean
  /** Shift: all from the anchor to here. */
  readonly isRange: boolean
}

export function markByClick(marks: ListMarks, { index, isToggle, isRange }: ListClick): ListMarks {
  if (isRange) return { marked: range(marks.anchor, index), active: index, anchor: marks.anchor }
  if (isToggle) return { marked: toggled(marks.marked, index), active: index, anchor: index }
  return { marked: new Set([index]), active: index, anchor: index }
}

export interface ListKey {
  readonly key: string
  readonly isShift: boolean
  readonly isControl: boolean
}

/**
 * Arrows, Home, End and the page keys walk and mark, with Shift a range, with Ctrl nothing; Space marks or unmarks,
 * Ctrl+A marks all. Undefined: not a key of the list.
 */
export function markByKey(
  marks: ListMarks,
  { key, isShift, isControl }: ListKey,
  count: number,
): ListMarks | undefined {
  if (count === 0) return undefined
  if (key === ' ') return { marked: toggled(marks.marked, marks.active), active: marks.active, anchor: marks.active }
  if (isControl && key.toLowerCase() === 'a') return { ...marks, marked: range(0, count - 1) }
  const target = targetOf(key, marks.active, count)
  if (target === undefined) return undefined
  if (isShift) return { marked: range(marks.anchor, target), active: target, anchor: marks.anchor }
  if (isControl) return { ...marks, active: target }
  return { marked: new Set([target]), active: target, anchor: target }
}

const pageStep = 10

function targetOf(key: string, active: number, count: number): number | undefined {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + pageStep,
    PageUp: active - pageStep,
    Home: 0,
    End: count - 1,
  }
  const target = targets[key]
  return target === undefined ? undefined : Math.min(count - 1, Math.max(0, target))
}

const range = (from: number, to: number): ReadonlySet<number> =>
  new Set(Array.from({ length: Math.abs(to - from) + 1 }, (_, step) => Math.min(from, to) + step))

function toggled(marked: ReadonlySet<number>, index: number): ReadonlySet<number> {
  const changed = new Set(marked)
  if (!changed.delete(index)) changed.add(index)
  return changed
}
