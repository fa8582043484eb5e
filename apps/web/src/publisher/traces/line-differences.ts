export interface LineDifference {
  readonly kind: 'same' | 'gone' | 'new'
  readonly text: string
}

/** More lines on either side are shown as gone and new as a whole: nobody reads so many. */
const mostLines = 400

/** What became of the lines of a text, in the order of reading: the longest common part stays. */
export function toLineDifferences(before: string, after: string): readonly LineDifference[] {
  const old = before.split(/\r?\n/)
  const now = after.split(/\r?\n/)
  const whole = (kind: LineDifference['kind'], lines: readonly string[]) => lines.map((text) => ({ kind, text }))
  if (old.length > mostLines || now.length > mostLines) return [...whole('gone', old), ...whole('new', now)]
  const common = commonLengths(old, now)
  const differences: LineDifference[] = []
  let at = 0
  let to = 0
  while (at < old.length || to < now.length) {
    const left = old[at]
    const right = now[to]
    if (left !== undefined && left === right) {
      differences.push({ kind: 'same', text: left })
      at += 1
      to += 1
    } else if (left !== undefined && (right === undefined || common(at + 1, to) >= common(at, to + 1))) {
      differences.push({ kind: 'gone', text: left })
      at += 1
    } else if (right !== undefined) {
      differences.push({ kind: 'new', text: right })
      to += 1
    }
  }
  return differences
}

/** How many lines the rests of both texts have in common at most, from these lines on. */
function commonLengths(old: readonly string[], now: readonly string[]): (at: number, to: number) => number {
  const width = now.length + 1
  const lengths = new Uint16Array((old.length + 1) * width)
  const get = (at: number, to: number) => lengths[at * width + to] ?? 0
  for (let at = old.length - 1; at >= 0; at -= 1) {
    for (let to = now.length - 1; to >= 0; to -= 1) {
      lengths[at * width + to] =
        old[at] === now[to] ? get(at + 1, to + 1) + 1 : Math.max(get(at + 1, to), get(at, to + 1))
    }
  }
  return get
}
