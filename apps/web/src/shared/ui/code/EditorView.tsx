import { json } from '@codemirror/lang-json'
import { xml } from '@codemirror/lang-xml'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, linter, lintGutter } from '@codemirror/lint'
import type { Extension } from '@codemirror/state'
import { EditorView as CodeMirrorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import CodeMirror from '@uiw/react-codemirror'
import { useMemo } from 'react'
import { styleNonce } from '../../theme/style-nonce.ts'
import styles from './EditorView.module.css'

export type CodeLanguage = 'json' | 'xml' | 'text'

/** A fault at a place of the text; line and column count from 1. */
export interface CodeFault {
  readonly line: number
  readonly column: number
  readonly endLine?: number
  readonly endColumn?: number
  readonly message: string
}

export interface CodeEditorProps {
  /** Accessible name. */
  readonly label: string
  readonly value: string
  readonly onChange?: (value: string) => void
  readonly language: CodeLanguage
  readonly isReadOnly?: boolean
  /** Whether long lines go on below; default: yes. Very long ones are fast only without. */
  readonly isWrapped?: boolean
  readonly faults?: readonly CodeFault[]
  /** CSS height; default grows with the text from 120 px to 480 px. */
  readonly height?: string
  /** Completion, key bindings and the like; keep it the same object between renders. */
  readonly extensions?: Extension
  readonly onCreate?: (view: CodeMirrorView) => void
}

const colours = HighlightStyle.define([
  { tag: [tags.tagName, tags.keyword, tags.propertyName], color: 'var(--accent)' },
  { tag: [tags.attributeName], color: 'var(--verb-patch)' },
  { tag: [tags.string, tags.attributeValue], color: 'var(--done)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--warning)' },
  { tag: [tags.comment, tags.meta, tags.angleBracket, tags.separator], color: 'var(--text-secondary)' },
  { tag: tags.invalid, color: 'var(--failed)' },
])

const look = CodeMirrorView.theme({
  '&': { color: 'var(--text)', backgroundColor: 'var(--surface)', fontSize: '13px' },
  '.cm-content': { fontFamily: 'var(--mono)', caretColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--surface-sunken)', color: 'var(--text-secondary)', border: '0' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--surface-sunken)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection': {
    backgroundColor: 'var(--accent-surface) !important',
  },
  '.cm-tooltip': { backgroundColor: 'var(--surface)', color: 'var(--text)', border: '1px solid var(--line)' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent)',
    color: 'var(--surface)',
  },
})

const highlightings: Readonly<Record<CodeLanguage, () => Extension>> = {
  json: () => json(),
  xml: () => xml(),
  text: () => [],
}

export function EditorView(props: CodeEditorProps) {
  const {
    label,
    value,
    onChange,
    language,
    isReadOnly = false,
    isWrapped = true,
    faults,
    height,
    extensions,
    onCreate,
  } = props
  const all = useMemo(
    () => [
      highlightings[language](),
      syntaxHighlighting(colours),
      look,
      isWrapped ? CodeMirrorView.lineWrapping : [],
      CodeMirrorView.contentAttributes.of({
        'aria-label': label,
        // What scrolls must be reachable by keyboard; the component library passes over what is only editable.
        tabindex: '0',
        ...(isReadOnly ? { 'aria-readonly': 'true' } : {}),
      }),
      CodeMirrorView.cspNonce.of(styleNonce()),
      ...(faults === undefined
        ? []
        : [lintGutter(), linter(({ state }) => toDiagnostics(state.doc, faults), { delay: 0 })]),
      ...(extensions === undefined ? [] : [extensions]),
    ],
    [language, label, isReadOnly, isWrapped, faults, extensions],
  )
  return (
    <div className={styles.editor} translate="no">
      <CodeMirror
        value={value}
        theme="none"
        extensions={all}
        readOnly={isReadOnly}
        editable={!isReadOnly}
        indentWithTab={false}
        {...(height === undefined ? { minHeight: '120px', maxHeight: '480px' } : { height })}
        basicSetup={{ tabSize: 2, foldGutter: true, highlightActiveLine: !isReadOnly }}
        {...(onChange === undefined ? {} : { onChange })}
        {...(onCreate === undefined ? {} : { onCreateEditor: onCreate })}
      />
    </div>
  )
}

function toDiagnostics(
  document: { readonly lines: number; readonly length: number; line(number: number): { from: number; to: number } },
  faults: readonly CodeFault[],
): Diagnostic[] {
  const at = (line: number, column: number) => {
    const { from, to } = document.line(Math.min(Math.max(1, line), document.lines))
    return Math.min(to, from + Math.max(0, column - 1))
  }
  return faults.map(({ line, column, endLine, endColumn, message }) => {
    const from = at(line, column)
    const to = endLine === undefined ? from + 1 : at(endLine, endColumn ?? column + 1)
    return { from, to: Math.min(document.length, Math.max(from, to)), severity: 'error', message }
  })
}
