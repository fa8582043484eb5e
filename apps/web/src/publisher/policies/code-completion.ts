import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  snippet,
} from '@codemirror/autocomplete'
import { indentUnit } from '@codemirror/language'
import { EditorState, type Extension } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { openExpressionAt } from '@sluice/policy-language'
import { type CompleteExpression, toExpressionCompletion, typedVariable, variablesIn } from './expression-completion.ts'
import { type KnownNames, type Offer, offersAt } from './policy-completion.ts'
import { insertAt } from './policy-edits.ts'
import type { PolicyCatalogue } from './policy-shapes.ts'

const icons = { element: 'type', attribute: 'property', value: 'enum', 'named-value': 'variable' } as const

/**
 * Completion of a policy document for the editor.
 * @param unit by how much the document indents
 * @param completeExpression asked inside of C#
 */
export function policyCompletion(
  catalogue: PolicyCatalogue,
  names: KnownNames,
  unit: string,
  completeExpression: CompleteExpression,
): Extension {
  const complete = (context: CompletionContext) => {
    const text = context.state.doc.toString()
    const prefix = /\{\{[\w.-]*$/.test(text.slice(0, context.pos)) ? undefined : openExpressionAt(text, context.pos)
    return prefix === undefined
      ? inDocument(context, text, catalogue, names)
      : inExpression(context, text, prefix, completeExpression)
  }
  return [
    indentUnit.of(unit),
    EditorState.languageData.of(() => [{ autocomplete: complete }]),
    autocompletion({ activateOnCompletion: ({ type }) => type === icons.attribute }),
  ]
}

function inDocument(
  { state, pos, explicit }: CompletionContext,
  text: string,
  catalogue: PolicyCatalogue,
  names: KnownNames,
): CompletionResult | null {
  const found = offersAt(text, pos, catalogue, names)
  if (found === undefined || found.offers.length === 0) return null
  // Without being asked it opens where something was begun, and not at every space and line end.
  const hasBegun = found.from < pos || /[<"'{\s]$/.test(state.sliceDoc(Math.max(0, pos - 1), pos))
  const isInTag = /<[^<>]*$/.test(state.sliceDoc(Math.max(0, pos - 2_000), pos))
  const isNamedValue = state.sliceDoc(Math.max(0, found.from - 2), found.from) === '{{'
  if (!explicit && !(hasBegun && (isInTag || isNamedValue))) return null
  return { from: found.from, options: found.offers.map(toCompletion), validFor: /^[\w.:-]*$/ }
}

async function inExpression(
  context: CompletionContext,
  text: string,
  prefix: string,
  completeExpression: CompleteExpression,
): Promise<CompletionResult | null> {
  const { pos, explicit } = context
  const variable = typedVariable(prefix)
  if (variable !== undefined) {
    const end = /^["&]/.test(text.slice(pos, pos + 1)) ? '' : '"'
    const options = variablesIn(text).map((label): Completion => ({ label, type: 'variable', apply: label + end }))
    return { from: pos - variable.length, options, validFor: /^[^"\\]*$/ }
  }
  // Without being asked it opens behind a dot, and where a name was begun.
  if (!explicit && !/[\w.]$/.test(prefix)) return null
  const abort = new AbortController()
  context.addEventListener('abort', () => abort.abort(), { onDocChange: true })
  try {
    const { replaces, offers } = await completeExpression(prefix, abort.signal)
    if (offers.length === 0) return null
    return { from: pos - replaces, options: offers.map(toExpressionCompletion), validFor: /^\w*$/ }
  } catch (error) {
    // Somebody typed on: what was asked for is asked anew.
    if (abort.signal.aborted) return null
    throw error
  }
}

const toCompletion = ({ label, insert, cursor, help, kind }: Offer): Completion => ({
  label,
  type: icons[kind],
  ...(help === '' ? {} : { info: help }),
  apply(view: EditorView, _: Completion, from: number, to: number) {
    view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: from + (cursor ?? insert.length) },
      userEvent: 'input.complete',
    })
  },
})

/** Writes XML at the cursor, what is to be filled in marked for Tab; one step of undo. */
export function insertSnippet(view: EditorView, template: string): void {
  const { from } = view.state.selection.main
  const edit = insertAt(view.state.doc.toString(), from, '\u0000')
  // The editor indents the further lines of a snippet like the one it begins on.
  const before = edit.insert.slice(0, edit.insert.indexOf('\u0000'))
  const rest = edit.insert.slice(before.length + 1)
  view.dispatch({ changes: { from: edit.from, to: edit.to, insert: before + rest } })
  const at = edit.from + before.length
  snippet(template)(view, null, at, at)
  view.focus()
}

/** Puts the cursor at a line and column, both from 1, and shows it. */
export function jumpTo(view: EditorView, line: number, column: number): void {
  const { from, to } = view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines))
  view.dispatch({ selection: { anchor: Math.min(to, from + column - 1) }, scrollIntoView: true })
  view.focus()
}
