import { Button, Tooltip } from '@fluentui/react-components'
import { ArrowDownRegular, ArrowUpRegular, DeleteRegular } from '@fluentui/react-icons'
import { useWords } from '../../shared/languages/words.ts'
import { ElementForm } from './ElementForm.tsx'
import type { FormContext } from './PolicyForms.tsx'
import styles from './policies.module.css'
import { policiesWords } from './policies-words.ts'
import { moveElement, removeElement } from './policy-edits.ts'
import { shapeOf } from './policy-shapes.ts'
import type { ScannedElement } from './scan-policy.ts'

/** Statements in the order they run, each as a form. */
export function StatementList({
  elements,
  place,
  context,
}: {
  readonly elements: readonly ScannedElement[]
  /** Names and numbers down to the list, for what tells its forms apart. */
  readonly place: string
  readonly context: FormContext
}) {
  const words = useWords(policiesWords)
  const { text, isReadOnly, catalogue, onEdit, onText } = context
  const move = (element: ScannedElement, by: -1 | 1) => {
    const moved = moveElement(text, element, by)
    if (moved !== undefined) onText(moved)
  }
  return (
    <ol className={styles.statements}>
      {elements.map((element, index) => {
        const shape = shapeOf(element, catalogue)
        const { name } = element
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a statement is known by its place and by nothing else
          <li key={`${place}.${index}`} className={styles.statement}>
            <div className={styles.statementHead}>
              <code translate="no">{name}</code>
              {!isReadOnly && (
                <span>
                  <IconButton
                    label={words('moveUp', { name })}
                    icon={<ArrowUpRegular />}
                    isDisabled={index === 0}
                    onClick={() => move(element, -1)}
                  />
                  <IconButton
                    label={words('moveDown', { name })}
                    icon={<ArrowDownRegular />}
                    isDisabled={index === elements.length - 1}
                    onClick={() => move(element, 1)}
                  />
                  <IconButton
                    label={words('remove', { name })}
                    icon={<DeleteRegular />}
                    onClick={() => onEdit(removeElement(text, element))}
                  />
                </span>
              )}
            </div>
            {shape?.kind === 'policy' && <p className={styles.hint}>{shape.policy.summary}</p>}
            {shape === undefined ? (
              <p className={styles.nothing}>{words('unknownHere')}</p>
            ) : (
              <ElementForm element={element} shape={shape} place={`${place}.${index}`} context={context} />
            )}
          </li>
        )
      })}
    </ol>
  )
}

export function IconButton({
  label,
  icon,
  isDisabled = false,
  onClick,
}: {
  readonly label: string
  readonly icon: React.ReactElement
  readonly isDisabled?: boolean
  readonly onClick: () => void
}) {
  return (
    <Tooltip content={label} relationship="label">
      <Button
        size="small"
        appearance="subtle"
        icon={icon}
        disabledFocusable={isDisabled}
        onClick={() => !isDisabled && onClick()}
      />
    </Tooltip>
  )
}
