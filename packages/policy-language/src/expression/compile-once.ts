import type { ExpectedValue } from '../document/expressions.ts'
import type { CompileResult } from './compile-expression.ts'

/** Compiles an expression for what its value is for. */
export type CompileExpression = (text: string, expects: ExpectedValue) => CompileResult

/** Characters of expressions that are remembered, twice over. */
const maxCharacters = 1 << 20

/**
 * Remembers what was compiled lately: a document's expressions are compiled when it is checked and again when it is
 * made a program, and many documents have the same ones. What is compiled holds no state, so that all can share it.
 */
export function compileOnce(
  compile: CompileExpression,
  { maxCharacters: most = maxCharacters }: { readonly maxCharacters?: number } = {},
): CompileExpression {
  // Two generations: what is asked for moves to the young one, and the old one goes when the young one is full.
  let young = new Map<string, CompileResult>()
  let old = new Map<string, CompileResult>()
  let characters = 0
  return (text, expects) => {
    const key = `${expects} ${text}`
    const known = young.get(key)
    if (known !== undefined) return known
    const result = old.get(key) ?? compile(text, expects)
    if (characters + key.length > most) {
      old = young
      young = new Map()
      characters = 0
    }
    young.set(key, result)
    characters += key.length
    return result
  }
}
