import { isAsciiWord, isWordOrJoiner } from './character-sets.ts'
import type { AssertionKind, CharacterTest, RegexNode } from './regex-tree.ts'

/** What the matcher executes. `to` and `exit` are indexes of instructions. */
export type Instruction =
  | { readonly op: 'character'; readonly test: CharacterTest; readonly isBackward: boolean }
  /** One character again and again: the loop that is most common needs no stack. */
  | {
      readonly op: 'run'
      readonly test: CharacterTest
      readonly min: number
      readonly max: number
      readonly isLazy: boolean
      readonly isBackward: boolean
    }
  | { op: 'split'; to: number }
  | { op: 'jump'; to: number }
  | { readonly op: 'loopStart'; readonly slot: number }
  | {
      op: 'loop'
      readonly slot: number
      readonly min: number
      readonly max: number
      readonly isLazy: boolean
      exit: number
    }
  /** Where a lazy loop goes on when what follows failed. */
  | { readonly op: 'loopAgain'; readonly slot: number }
  | { readonly op: 'open'; readonly slot: number }
  | {
      readonly op: 'close'
      readonly slot: number
      readonly group: number | undefined
      readonly uncaptured: number | undefined
    }
  | { readonly op: 'reference'; readonly group: number; readonly ignoresCase: boolean; readonly isBackward: boolean }
  | { readonly op: 'assert'; readonly assertion: AssertionKind; readonly isWord: CharacterTest }
  /** Matches the instructions behind it up to `exit` on their own: one result only is kept. */
  | { op: 'alone'; readonly keeps: 'position' | 'captures' | 'nothing'; exit: number }
  | { op: 'branchOnGroup'; readonly group: number; no: number }
  | { op: 'branchOnMatch'; exit: number; no: number }
  | { readonly op: 'fail' }
  | { readonly op: 'done' }

export interface RegexProgram {
  readonly instructions: readonly Instruction[]
  /** How many numbers loops and groups keep. */
  readonly slots: number
}

/** Instructions for a tree, the whole match last. Lookbehind is matched from right to left, as .NET does. */
export function compileProgram(root: RegexNode): RegexProgram {
  const instructions: Instruction[] = []
  let slots = 0

  const emit = <I extends Instruction>(instruction: I): I => {
    instructions.push(instruction)
    return instruction
  }

  const compile = (node: RegexNode, isBackward: boolean): void => {
    switch (node.kind) {
      case 'empty':
        return
      case 'nothing':
        emit({ op: 'fail' })
        return
      case 'character':
        emit({ op: 'character', test: node.test, isBackward })
        return
      case 'sequence':
        for (const part of isBackward ? node.parts.toReversed() : node.parts) compile(part, isBackward)
        return
      case 'alternatives':
        compileAlternatives(node.choices, isBackward)
        return
      case 'repeat':
        compileRepeat(node, isBackward)
        return
      case 'capture': {
        const slot = slots++
        emit({ op: 'open', slot })
        compile(node.body, isBackward)
        emit({ op: 'close', slot, group: node.group, uncaptured: node.uncaptured })
        return
      }
      case 'reference':
        emit({ op: 'reference', group: node.group, ignoresCase: node.ignoresCase, isBackward })
        return
      case 'assertion':
        emit({ op: 'assert', assertion: node.assertion, isWord: node.isAscii ? isAsciiWord : isWordOrJoiner })
        return
      case 'look':
        compileAlone(node.body, node.isBehind, node.isNegative ? 'nothing' : 'captures')
        return
      case 'atomic':
        compileAlone(node.body, isBackward, 'position')
        return
      case 'conditional':
        compileConditional(node, isBackward)
    }
  }

  const compileAlternatives = (choices: readonly RegexNode[], isBackward: boolean): void => {
    const ends: { to: number }[] = []
    choices.forEach((choice, i) => {
      const isLast = i === choices.length - 1
      const split = isLast ? undefined : emit({ op: 'split', to: 0 })
      compile(choice, isBackward)
      if (split === undefined) return
      ends.push(emit({ op: 'jump', to: 0 }))
      split.to = instructions.length
    })
    for (const end of ends) end.to = instructions.length
  }

  const compileRepeat = (node: RegexNode & { kind: 'repeat' }, isBackward: boolean): void => {
    const { body, min, max, isLazy } = node
    if (max === 0) return
    if (body.kind === 'character') {
      emit({ op: 'run', test: body.test, min, max, isLazy, isBackward })
      return
    }
    const slot = slots
    slots += 2
    emit({ op: 'loopStart', slot })
    const start = instructions.length
    const loop = emit({ op: 'loop', slot, min, max, isLazy, exit: 0 })
    if (isLazy) emit({ op: 'loopAgain', slot })
    compile(body, isBackward)
    emit({ op: 'jump', to: start })
    loop.exit = instructions.length
  }

  const compileAlone = (body: RegexNode, isBackward: boolean, keeps: 'position' | 'captures' | 'nothing'): void => {
    const alone = emit({ op: 'alone', keeps, exit: 0 })
    compile(body, isBackward)
    emit({ op: 'done' })
    alone.exit = instructions.length
  }

  const compileConditional = (node: RegexNode & { kind: 'conditional' }, isBackward: boolean): void => {
    const { condition } = node
    let branch: { no: number }
    if (typeof condition === 'number') branch = emit({ op: 'branchOnGroup', group: condition, no: 0 })
    else {
      const asked = emit({ op: 'branchOnMatch', exit: 0, no: 0 })
      compile(condition, false)
      emit({ op: 'done' })
      asked.exit = instructions.length
      branch = asked
    }
    compile(node.yes, isBackward)
    const end = emit({ op: 'jump', to: 0 })
    branch.no = instructions.length
    compile(node.no, isBackward)
    end.to = instructions.length
  }

  compile(root, false)
  emit({ op: 'done' })
  return { instructions, slots }
}
