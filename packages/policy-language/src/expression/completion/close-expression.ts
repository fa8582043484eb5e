import { closerOf, type OpenBracket } from './open-constructs.ts'

/** More braces inside one another are not closed in every way that there is. */
const maxBraces = 12

/**
 * Ways to end an expression that breaks off behind a value, the likeliest first: of a brace it cannot be seen from its
 * characters alone whether statements stand in it, or what an object begins with.
 */
export function* waysToClose(code: string, brackets: readonly OpenBracket[]): Generator<string> {
  const braces = brackets.filter(({ opener, isHole }) => opener === '{' && !isHole).length
  const queries = /\bfrom\s+\w/.test(code) ? ['', ' select 0'] : ['']
  const waits = brackets.some(({ waitingColons }) => waitingColons > 0) ? [true, false] : [false]
  // What an object begins with is always the inner one: statements inside it would need a lambda.
  for (let initializers = 0; initializers <= Math.min(braces, maxBraces); initializers++) {
    for (const endsConditions of waits) {
      for (const query of queries) yield query + close(brackets, initializers, endsConditions)
    }
  }
}

function close(brackets: readonly OpenBracket[], initializers: number, endsConditions: boolean): string {
  let text = ''
  let braces = 0
  for (const bracket of brackets.toReversed()) {
    if (endsConditions) text += ':null'.repeat(bracket.waitingColons)
    if (bracket.isHole) text += '}"'
    else if (bracket.opener !== '{') {
      if (bracket.wordBefore === 'for') text += ';'.repeat(Math.max(0, 2 - bracket.semicolons))
      text += closerOf[bracket.opener]
    } else {
      text += braces < initializers ? '}' : endOfBlock(bracket)
      braces++
    }
  }
  return text
}

function endOfBlock({ wordBefore }: OpenBracket): string {
  if (wordBefore === 'try') return ';}finally{}'
  return wordBefore === 'do' ? ';}while(true)' : ';}'
}
