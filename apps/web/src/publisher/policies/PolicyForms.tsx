import { useWords } from '../../shared/languages/words.ts'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { fillSnippet } from './default-policy.ts'
import styles from './policies.module.css'
import { policiesWords } from './policies-words.ts'
import type { KnownNames } from './policy-completion.ts'
import { appendChild, applyEdit, type TextEdit, withSection } from './policy-edits.ts'
import { type PolicyCatalogue, sections } from './policy-shapes.ts'
import { SnippetMenu } from './SnippetMenu.tsx'
import { StatementList } from './StatementList.tsx'
import { scanPolicy } from './scan-policy.ts'

/** What a form needs to change the document that it is a view of. */
export interface FormContext {
  readonly text: string
  readonly catalogue: PolicyCatalogue
  readonly names: KnownNames
  readonly isReadOnly: boolean
  readonly onEdit: (edit: TextEdit | undefined) => void
  readonly onText: (text: string) => void
}

/** The document as forms, drawn from what the policies declare. */
export function PolicyForms({
  value,
  onChange,
  catalogue,
  names,
  isReadOnly,
}: {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly catalogue: PolicyCatalogue
  readonly names: KnownNames
  readonly isReadOnly: boolean
}) {
  const words = useWords(policiesWords)
  const { roots } = scanPolicy(value)
  const isFragment = catalogue.scope === 'fragment'
  const root = roots.find(({ name }) => name === (isFragment ? 'fragment' : 'policies'))
  if (root === undefined) return <Notice intent="warning">{words('formsNeedRoot')}</Notice>
  const context: FormContext = {
    text: value,
    catalogue,
    names,
    isReadOnly,
    onEdit: (edit) => edit !== undefined && onChange(applyEdit(value, edit)),
    onText: onChange,
  }
  const add = (section: string, snippet: string) => {
    const made = isFragment ? { text: value, section: root } : withSection(value, section)
    const edit = made && appendChild(made.text, made.section, fillSnippet(snippet))
    if (made !== undefined && edit !== undefined) onChange(applyEdit(made.text, edit))
  }
  const shown = isFragment
    ? [{ name: 'fragment', section: undefined, element: root }]
    : sections.map((section) => ({
        name: section,
        section,
        element: root.children.find((child) => child.name === section),
      }))
  return (
    <div className={styles.forms}>
      {shown.map(({ name, section, element }) => (
        <section key={name} aria-label={name}>
          <div className={styles.sectionHead}>
            <h3 translate="no">{name}</h3>
            {!isReadOnly && (
              <SnippetMenu
                catalogue={catalogue}
                section={section ?? 'any'}
                label={words('addPolicyTo', { section: name })}
                onChoose={(_, snippet) => add(name, snippet)}
              />
            )}
          </div>
          {section !== undefined && <p className={styles.hint}>{words(`section-${section}`)}</p>}
          {element === undefined || element.children.length === 0 ? (
            <p className={styles.nothing}>{words(element === undefined ? 'sectionMissing' : 'sectionEmpty')}</p>
          ) : (
            <StatementList elements={element.children} place={name} context={context} />
          )}
        </section>
      ))}
    </div>
  )
}
