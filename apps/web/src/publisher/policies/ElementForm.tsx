import { Button } from '@fluentui/react-components'
import { AddRegular, DeleteRegular } from '@fluentui/react-icons'
import type { PolicyChildElement, PolicyContent } from '@sluice/contracts'
import { useWords } from '../../shared/languages/words.ts'
import { fillSnippet } from './default-policy.ts'
import type { FormContext } from './PolicyForms.tsx'
import styles from './policies.module.css'
import { policiesWords } from './policies-words.ts'
import { toElementText } from './policy-completion.ts'
import { appendChild, editAttribute, editText, removeElement } from './policy-edits.ts'
import { attributesOf, contentOf, type ElementShape } from './policy-shapes.ts'
import { SnippetMenu } from './SnippetMenu.tsx'
import { IconButton, StatementList } from './StatementList.tsx'
import type { ScannedElement } from './scan-policy.ts'
import { ValueField } from './ValueField.tsx'
import { fromXmlText } from './xml-text.ts'

/** Attributes and content of an element, from its declaration. */
export function ElementForm({
  element,
  shape,
  place,
  context,
}: {
  readonly element: ScannedElement
  readonly shape: ElementShape
  readonly place: string
  readonly context: FormContext
}) {
  const { text, onEdit, names, isReadOnly } = context
  if (shape.kind !== 'policy' && shape.kind !== 'child') return null
  const attributes = attributesOf(shape)
  return (
    <div className={styles.element}>
      {attributes.length > 0 && (
        <div className={styles.attributes}>
          {attributes.map((attribute) => {
            const written = element.attributes.find(({ name }) => name === attribute.name)?.value
            return (
              <ValueField
                key={attribute.name}
                label={attribute.name}
                help={attribute.help}
                value={written === undefined ? undefined : fromXmlText(text.slice(written.from, written.to))}
                type={attribute.value}
                isRequired={attribute.isRequired}
                allowsExpression={attribute.allowsExpression}
                standard={attribute.default}
                choices={
                  element.name === 'include-fragment' && attribute.name === 'fragment-id' ? names.fragments : undefined
                }
                backends={names.backends}
                isReadOnly={isReadOnly}
                onChange={(value) =>
                  onEdit(
                    editAttribute(
                      text,
                      element,
                      attribute.name,
                      value === '' && !attribute.isRequired ? undefined : value,
                    ),
                  )
                }
              />
            )
          })}
        </div>
      )}
      <ElementContent element={element} content={contentOf(shape)} place={place} context={context} />
    </div>
  )
}

function ElementContent({
  element,
  content,
  place,
  context,
}: {
  readonly element: ScannedElement
  readonly content: PolicyContent
  readonly place: string
  readonly context: FormContext
}) {
  const words = useWords(policiesWords)
  const { text, onEdit, catalogue, names, isReadOnly } = context
  switch (content.kind) {
    case 'none':
      return null
    case 'text': {
      const { openEnd = element.to, closeFrom = element.to, isSelfClosing } = element
      return (
        <ValueField
          label={element.name}
          help={content.help}
          value={isSelfClosing ? '' : fromXmlText(text.slice(openEnd, closeFrom)).trim()}
          type={content.value}
          isRequired={content.value.type !== 'text' || content.value.minLength > 0}
          allowsExpression={content.allowsExpression}
          standard={undefined}
          choices={undefined}
          backends={names.backends}
          isReadOnly={isReadOnly}
          onChange={(value) => onEdit(editText(text, element, value))}
        />
      )
    }
    case 'statements':
      return (
        <div className={styles.nested}>
          {element.children.length > 0 && <StatementList elements={element.children} place={place} context={context} />}
          {!isReadOnly && (
            <SnippetMenu
              catalogue={catalogue}
              section="any"
              label={words('addPolicyTo', { section: element.name })}
              onChoose={(_, snippet) => onEdit(appendChild(text, element, fillSnippet(snippet)))}
            />
          )}
        </div>
      )
    case 'elements':
      return (
        <div className={styles.nested}>
          {content.elements.map((child) => (
            <ChildList key={child.name} element={element} child={child} place={place} context={context} />
          ))}
        </div>
      )
  }
}

/** All children of one name, and a button for one more. */
function ChildList({
  element,
  child,
  place,
  context,
}: {
  readonly element: ScannedElement
  readonly child: PolicyChildElement
  readonly place: string
  readonly context: FormContext
}) {
  const words = useWords(policiesWords)
  const { text, onEdit, isReadOnly } = context
  const present = element.children.filter(({ name }) => name === child.name)
  const isFull = child.max !== undefined && present.length >= child.max
  const { name } = child
  return (
    <div className={styles.children}>
      {present.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an element is known by its place and by nothing else
        <div key={`${place}.${name}.${index}`} className={styles.child}>
          <div className={styles.childForm}>
            {child.content.kind !== 'text' && <code translate="no">{name}</code>}
            <ElementForm
              element={one}
              shape={{ kind: 'child', child, section: undefined }}
              place={`${place}.${name}.${index}`}
              context={context}
            />
          </div>
          {!isReadOnly && (
            <IconButton
              label={words('remove', { name })}
              icon={<DeleteRegular />}
              onClick={() => onEdit(removeElement(text, one))}
            />
          )}
        </div>
      ))}
      {!isReadOnly && !isFull && (
        <Button
          size="small"
          appearance="transparent"
          icon={<AddRegular />}
          className={styles.addChild}
          onClick={() => onEdit(appendChild(text, element, toElementText(name, child).text))}
        >
          {words('addChild', { name })}
        </Button>
      )}
      {present.length === 0 && <p className={styles.hint}>{child.help}</p>}
    </div>
  )
}
