import { toLowerUnit } from './character-sets.ts'
import type { Instruction, RegexProgram } from './regex-program.ts'
import type { AssertionKind, CharacterTest } from './regex-tree.ts'

/** Counts work and throws when there was too much; patterns can take time that grows with a power of the text. */
export type CountSteps = (count: number) => void

const STEPS_PER_COUNT = 256

/** What was changed since a choice, so that it can be taken back. */
const SLOT = 0
const CAPTURED = 1
const UNCAPTURED = 2

/**
 * Tries one program at places of one text, keeping all state in arrays: neither the text nor the pattern can exhaust
 * the stack, but for the nesting of the pattern itself.
 */
export class RegexMatcher {
  readonly #program: readonly Instruction[]
  readonly #text: string
  readonly #searchStart: number
  readonly #step: CountSteps
  readonly #slots: number[]
  /** By group: start and end of each capture in turn. */
  readonly captures: number[][]
  /** Choices: where to go on, position, length of the trail; for runs of one character also its last position. */
  readonly #choices: number[] = []
  readonly #trail: number[] = []
  #uncounted = 0

  constructor(
    program: RegexProgram,
    groupCount: number,
    search: { readonly text: string; readonly start: number; readonly step: CountSteps },
  ) {
    this.#program = program.instructions
    this.#text = search.text
    this.#searchStart = search.start
    this.#step = search.step
    this.#slots = new Array<number>(program.slots).fill(-1)
    this.captures = Array.from({ length: groupCount }, () => [])
  }

  /** The end of a match that begins at `start`; -1 when there is none. */
  run(start: number): number {
    const end = this.#run(0, start)
    // The matcher is as new for the next place.
    if (end < 0) this.#undo(0)
    return end
  }

  #run(startAt: number, startPosition: number): number {
    const base = this.#choices.length
    let at = startAt
    let position = startPosition
    for (;;) {
      if (++this.#uncounted >= STEPS_PER_COUNT) this.#count()
      const instruction = this.#program[at]
      if (instruction === undefined) return -1
      let next = at + 1
      let hasFailed = false
      switch (instruction.op) {
        case 'character': {
          const place = instruction.isBackward ? position - 1 : position
          if (place < 0 || place >= this.#text.length || !instruction.test(this.#text.charCodeAt(place)))
            hasFailed = true
          else position += instruction.isBackward ? -1 : 1
          break
        }
        case 'run': {
          const end = this.#runCharacters(instruction, next, position)
          if (end < 0) hasFailed = true
          else position = end
          break
        }
        case 'split':
          this.#choose(instruction.to, position)
          break
        case 'jump':
          next = instruction.to
          break
        case 'loopStart':
          this.#set(instruction.slot, 0)
          this.#set(instruction.slot + 1, -1)
          break
        case 'loop':
          next = this.#loop(instruction, at, position)
          break
        case 'loopAgain':
          this.#enterLoop(instruction.slot, position)
          break
        case 'open':
          this.#set(instruction.slot, position)
          break
        case 'close':
          hasFailed = !this.#close(instruction, position)
          break
        case 'reference': {
          const end = this.#reference(instruction, position)
          if (end < 0) hasFailed = true
          else position = end
          break
        }
        case 'assert':
          hasFailed = !this.#holds(instruction.assertion, position, instruction.isWord)
          break
        case 'alone': {
          const end = this.#alone(at + 1, position, instruction.keeps)
          if (end < 0 !== (instruction.keeps === 'nothing')) hasFailed = true
          else {
            if (instruction.keeps === 'position') position = end
            next = instruction.exit
          }
          break
        }
        case 'branchOnGroup':
          if ((this.captures[instruction.group]?.length ?? 0) === 0) next = instruction.no
          break
        case 'branchOnMatch':
          next = this.#alone(at + 1, position, 'captures') < 0 ? instruction.no : instruction.exit
          break
        case 'fail':
          hasFailed = true
          break
        case 'done':
          this.#choices.length = base
          return position
      }
      if (hasFailed) {
        if (this.#choices.length === base) return -1
        position = this.#backtrack()
        next = this.#resumeAt
      }
      at = next
    }
  }

  #count(): void {
    this.#uncounted = 0
    this.#step(STEPS_PER_COUNT)
  }

  #resumeAt = 0

  /** A choice is four numbers: where, position, how far positions may still move, trail. */
  #choose(at: number, position: number, until = position): void {
    this.#choices.push(at, position, until, this.#trail.length)
  }

  /** Takes back what happened since the last choice. @returns the position to go on from, `#resumeAt` the instruction */
  #backtrack(): number {
    const choices = this.#choices
    const top = choices.length - 4
    const at = choices[top] ?? 0
    const position = choices[top + 1] ?? 0
    const until = choices[top + 2] ?? 0
    this.#undo(choices[top + 3] ?? 0)
    this.#resumeAt = at
    if (position === until) choices.length = top
    else choices[top + 1] = position + (until > position ? 1 : -1)
    return position
  }

  #undo(length: number): void {
    const trail = this.#trail
    while (trail.length > length) {
      const kind = trail.pop() ?? 0
      const index = trail.pop() ?? 0
      const end = trail.pop() ?? 0
      const start = trail.pop() ?? 0
      if (kind === SLOT) this.#slots[index] = end
      else if (kind === CAPTURED) this.captures[index]?.splice(-2)
      else this.captures[index]?.push(start, end)
    }
  }

  #set(slot: number, value: number): void {
    this.#trail.push(0, this.#slots[slot] ?? -1, slot, SLOT)
    this.#slots[slot] = value
  }

  /** As many as there are, or as few as are needed; the others remain to be chosen. */
  #runCharacters(instruction: Instruction & { op: 'run' }, next: number, start: number): number {
    const { test, min, max, isLazy, isBackward } = instruction
    const text = this.#text
    const room = isBackward ? start : text.length - start
    if (room < min) return -1
    const limit = Math.min(room, max)
    let count = 0
    if (isBackward) while (count < limit && test(text.charCodeAt(start - 1 - count))) count++
    else while (count < limit && test(text.charCodeAt(start + count))) count++
    this.#uncounted += count >> 3
    if (count < min) return -1
    const direction = isBackward ? -1 : 1
    const least = start + direction * min
    const most = start + direction * count
    if (least === most) return most
    if (isLazy) {
      this.#choose(next, least + direction, most)
      return least
    }
    this.#choose(next, most - direction, least)
    return most
  }

  #loop(loop: Instruction & { op: 'loop' }, at: number, position: number): number {
    const count = this.#slots[loop.slot] ?? 0
    const body = loop.isLazy ? at + 2 : at + 1
    if (count < loop.min) {
      this.#enterLoop(loop.slot, position)
      return body
    }
    // A turn that matched nothing would go on for ever.
    const isEmptyTurn = this.#slots[loop.slot + 1] === position
    if (count >= loop.max || isEmptyTurn) return loop.exit
    if (loop.isLazy) {
      this.#choose(at + 1, position)
      return loop.exit
    }
    this.#choose(loop.exit, position)
    this.#enterLoop(loop.slot, position)
    return body
  }

  #enterLoop(slot: number, position: number): void {
    this.#set(slot, (this.#slots[slot] ?? 0) + 1)
    this.#set(slot + 1, position)
  }

  #close(instruction: Instruction & { op: 'close' }, position: number): boolean {
    const opened = this.#slots[instruction.slot] ?? 0
    let start = Math.min(opened, position)
    let end = Math.max(opened, position)
    if (instruction.uncaptured !== undefined) {
      const captures = this.captures[instruction.uncaptured]
      if (captures === undefined || captures.length === 0) return false
      const [otherStart = 0, otherEnd = 0] = captures.splice(-2)
      this.#trail.push(otherStart, otherEnd, instruction.uncaptured, UNCAPTURED)
      // A balancing group captures what lies between the two.
      if (start >= otherEnd) [start, end] = [otherEnd, start]
      else if (end <= otherStart) [start, end] = [end, otherStart]
      else [start, end] = [Math.max(start, otherStart), Math.min(end, otherEnd)]
    }
    if (instruction.group !== undefined) {
      this.captures[instruction.group]?.push(start, end)
      this.#trail.push(0, 0, instruction.group, CAPTURED)
    }
    return true
  }

  #reference(instruction: Instruction & { op: 'reference' }, position: number): number {
    const captures = this.captures[instruction.group] ?? []
    if (captures.length === 0) return -1
    const start = captures.at(-2) ?? 0
    const length = (captures.at(-1) ?? 0) - start
    const from = instruction.isBackward ? position - length : position
    if (from < 0 || from + length > this.#text.length) return -1
    this.#uncounted += length >> 3
    for (let i = 0; i < length; i++) {
      const expected = this.#text.charCodeAt(start + i)
      const found = this.#text.charCodeAt(from + i)
      if (expected === found) continue
      if (!instruction.ignoresCase || toLowerUnit(expected) !== toLowerUnit(found)) return -1
    }
    return instruction.isBackward ? from : from + length
  }

  #alone(at: number, position: number, keeps: 'position' | 'captures' | 'nothing'): number {
    const trailLength = this.#trail.length
    const end = this.#run(at, position)
    if (end < 0 || keeps === 'nothing') this.#undo(trailLength)
    return end
  }

  #holds(assertion: AssertionKind, at: number, isWord: CharacterTest): boolean {
    const text = this.#text
    switch (assertion) {
      case 'textStart':
        return at === 0
      case 'textEnd':
        return at === text.length
      case 'textEndOrLastLine':
        return at === text.length || (at === text.length - 1 && text[at] === '\n')
      case 'lineStart':
        return at === 0 || text[at - 1] === '\n'
      case 'lineEnd':
        return at === text.length || text[at] === '\n'
      case 'searchStart':
        return at === this.#searchStart
      default: {
        const before = at > 0 && isWord(text.charCodeAt(at - 1))
        const after = at < text.length && isWord(text.charCodeAt(at))
        return (before !== after) === (assertion === 'wordBoundary')
      }
    }
  }
}
