import type { EditorView } from '@codemirror/view'
import { useMemo, useRef, useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { CodeEditor } from '../../shared/ui/code/CodeEditor.tsx'
import { Tabs } from '../../shared/ui/navigation/Tabs.tsx'
import { insertSnippet, jumpTo, policyCompletion } from './code-completion.ts'
import { EffectivePolicy } from './EffectivePolicy.tsx'
import { FaultList } from './FaultList.tsx'
import { PolicyForms } from './PolicyForms.tsx'
import { placeForSnippet } from './place-for-snippet.ts'
import styles from './policies.module.css'
import { policiesWords } from './policies-words.ts'
import { indentUnit } from './policy-edits.ts'
import type { DocumentScope } from './policy-shapes.ts'
import { SnippetMenu } from './SnippetMenu.tsx'
import { useExpressionCompletion } from './use-expression-completion.ts'
import { usePolicyCatalogue } from './use-policy-catalogue.ts'
import { usePolicyCheck } from './use-policy-check.ts'

export interface PolicyViewsProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly scope: DocumentScope
  /** Identifier of what the document stands at, or of the fragment; undefined = it is not there yet. */
  readonly resource?: string | undefined
  readonly isReadOnly?: boolean
  /** Whether the text is what is saved; what runs is only known of that. */
  readonly isSaved?: boolean
  /** Where the cursor begins; counts from 1. */
  readonly line?: number | undefined
}

type View = 'code' | 'forms' | 'effective'

/** One document, several views: what is changed in one is changed in all. */
export function PolicyViews({
  value,
  onChange,
  scope,
  resource,
  isReadOnly = false,
  isSaved = true,
  line: firstLine,
}: PolicyViewsProps) {
  const words = useWords(policiesWords)
  const [view, setView] = useState<View>('code')
  const editor = useRef<EditorView>(undefined)
  const pendingJump = useRef(firstLine === undefined ? undefined : { line: firstLine, column: 1 })
  const { catalogue, names } = usePolicyCatalogue(scope)
  // The service itself has no identifier below itself.
  const checked = usePolicyCheck({
    value,
    scope,
    ...(scope === 'global' || resource === undefined ? {} : { resource }),
  })
  const unit = indentUnit(value)
  const complete = useExpressionCompletion()
  const completion = useMemo(
    () => policyCompletion(catalogue, names, unit, complete),
    [catalogue, names, unit, complete],
  )
  const own = useMemo(() => checked.faults.filter(({ resourceId }) => resourceId === undefined), [checked.faults])

  const insert = (name: string, snippet: string) => {
    const at = editor.current
    if (at === undefined) return
    const place = placeForSnippet(at.state.doc.toString(), at.state.selection.main.from, name, catalogue)
    if (place === undefined) return
    if (place.text !== at.state.doc.toString()) {
      at.dispatch({ changes: { from: 0, to: at.state.doc.length, insert: place.text } })
    }
    at.dispatch({ selection: { anchor: place.offset } })
    insertSnippet(at, snippet)
  }
  const jump = (line: number, column: number) => {
    if (view === 'code' && editor.current !== undefined) return jumpTo(editor.current, line, column)
    pendingJump.current = { line, column }
    setView('code')
  }
  return (
    <div className={styles.document}>
      <div className={styles.tools}>
        <Tabs
          size="small"
          label={words('views')}
          selected={view}
          onSelect={setView}
          tabs={[
            { id: 'code', label: words('viewCode') },
            { id: 'forms', label: words('viewForms') },
            ...(scope === 'fragment' || resource === undefined
              ? []
              : [{ id: 'effective' as const, label: words('viewEffective') }]),
          ]}
        />
        {view === 'code' && !isReadOnly && <SnippetMenu catalogue={catalogue} onChoose={insert} />}
      </div>
      {view === 'code' && (
        <>
          <CodeEditor
            label={words('document')}
            language="xml"
            value={value}
            onChange={onChange}
            isReadOnly={isReadOnly}
            faults={own}
            extensions={completion}
            onCreate={(created) => {
              editor.current = created
              const { line, column } = pendingJump.current ?? {}
              pendingJump.current = undefined
              if (line !== undefined && column !== undefined) jumpTo(created, line, column)
            }}
          />
          {!isReadOnly && <p className={styles.hint}>{words('editorHint')}</p>}
        </>
      )}
      {view === 'forms' && (
        <PolicyForms value={value} onChange={onChange} catalogue={catalogue} names={names} isReadOnly={isReadOnly} />
      )}
      {view === 'effective' && resource !== undefined && scope !== 'fragment' && (
        <EffectivePolicy path={resource} scope={scope} isSaved={isSaved} />
      )}
      {view !== 'effective' && <FaultList {...checked} onJump={jump} />}
    </div>
  )
}
