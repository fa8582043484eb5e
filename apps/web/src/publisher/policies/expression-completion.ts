import type { Completion } from '@codemirror/autocomplete'
import type { EditorView } from '@codemirror/view'
import type { ExpressionCompletionResult, OfferedName } from '@sluice/contracts'

/** Asks what may be written where an expression breaks off. @param prefix C# from the `@` on */
export type CompleteExpression = (prefix: string, signal: AbortSignal) => Promise<ExpressionCompletionResult>

/** What is written for a name that was chosen, and where in it the cursor goes. */
export interface WrittenName {
  readonly insert: string
  readonly cursor: number
}

/** @param next what stands behind the cursor: brackets that are there are not written again */
export function toWrittenName({ name, kind, takes }: OfferedName, next: string): WrittenName {
  if ((kind !== 'method' && kind !== 'extension') || next === '(' || next === '<') {
    return { insert: name, cursor: name.length }
  }
  if (takes?.types === true) return { insert: `${name}<>()`, cursor: name.length + 1 }
  return { insert: `${name}()`, cursor: name.length + (takes?.arguments === true ? 1 : 2) }
}

const icons = {
  property: 'property',
  method: 'method',
  extension: 'method',
  value: 'enum',
  variable: 'variable',
  type: 'class',
  namespace: 'namespace',
  keyword: 'keyword',
} as const satisfies Record<OfferedName['kind'], string>

/** What is nearest comes first: variables and own members, then what any sequence can do, then types. */
const boosts: Partial<Record<OfferedName['kind'], number>> = { variable: 2, extension: -1, type: -1, namespace: -1 }

export const toExpressionCompletion = (offer: OfferedName): Completion => {
  const isCalled = offer.kind === 'method' || offer.kind === 'extension'
  return {
    label: offer.name,
    type: icons[offer.kind],
    boost: boosts[offer.kind] ?? 0,
    ...(offer.detail === '' ? {} : isCalled ? { info: offer.detail } : { detail: offer.detail }),
    apply(view: EditorView, _: Completion, from: number, to: number) {
      const { insert, cursor } = toWrittenName(offer, view.state.sliceDoc(to, to + 1))
      view.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + cursor },
        userEvent: 'input.complete',
      })
    },
  }
}

/** What is typed of the name of a variable of the call, at the end of an expression; undefined elsewhere. */
export const typedVariable = (prefix: string): string | undefined =>
  /\bcontext\s*\.\s*Variables\s*(?:\[|\.\s*(?:GetValueOrDefault|ContainsKey|TryGetValue)(?:<[^()]*>)?\s*\()\s*"([^"\\\r\n]*)$/.exec(
    prefix,
  )?.[1]

/** Names of the variables that a document sets, in the order they stand, each once. */
export function variablesIn(text: string): readonly string[] {
  const names = new Set<string>()
  for (const [, set, other] of text.matchAll(
    /<set-variable\b[^<>]*?\sname\s*=\s*["']([^"'@{][^"']*)["']|\s[\w-]*variable-name\s*=\s*["']([^"'@{][^"']*)["']/g,
  )) {
    names.add(set ?? other ?? '')
  }
  return [...names]
}
