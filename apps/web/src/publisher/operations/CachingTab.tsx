import { Field, Switch } from '@fluentui/react-components'
import type { SchemaForm } from '../../shared/forms/use-schema-form.ts'
import { useWords } from '../../shared/languages/words.ts'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { ElementForm } from '../policies/ElementForm.tsx'
import { applyEdit } from '../policies/policy-edits.ts'
import { addStatement, findStatement, isNestedIn, removeStatement } from '../policies/policy-parts.ts'
import { shapeOf } from '../policies/policy-shapes.ts'
import { usePolicyCatalogue } from '../policies/use-policy-catalogue.ts'
import type { OperationValues } from './operation-values.ts'
import styles from './operations.module.css'
import { operationsWords } from './operations-words.ts'

const parts = [
  {
    section: 'inbound',
    name: 'cache-lookup',
    xml: '<cache-lookup vary-by-developer="false" vary-by-developer-groups="false" />',
  },
  { section: 'outbound', name: 'cache-store', xml: '<cache-store duration="3600" />' },
] as const

/** Caching as a form over the two statements of the policy document that it consists of. */
export function CachingTab({
  form,
  isReadOnly,
}: {
  readonly form: SchemaForm<OperationValues>
  readonly isReadOnly: boolean
}) {
  const words = useWords(operationsWords)
  const { catalogue, names } = usePolicyCatalogue('operation')
  const [policy, method] = form.watch(['policy', 'method'])
  const onText = (text: string) => form.setValue('policy', text, { shouldDirty: true })
  const found = parts.map((part) => ({ ...part, element: findStatement(policy, part.section, part.name) }))
  const isOn = found.some(({ element }) => element !== undefined)
  const toggle = (isChecked: boolean) =>
    onText(
      parts.reduce(
        (text, { section, name, xml }) =>
          isChecked
            ? addStatement(removeStatement(text, section, name), section, xml)
            : removeStatement(text, section, name),
        policy,
      ),
    )
  const context = {
    text: policy,
    catalogue,
    names,
    isReadOnly,
    onText,
    onEdit: (edit: Parameters<typeof applyEdit>[1] | undefined) => {
      if (edit !== undefined) onText(applyEdit(policy, edit))
    },
  }
  return (
    <>
      {parts.some(({ name }) => isNestedIn(policy, name)) && <Notice intent="info">{words('cacheNested')}</Notice>}
      <Field hint={words('cacheOnHint')}>
        <Switch
          label={words('cacheOn')}
          checked={isOn}
          disabled={isReadOnly}
          onChange={(_, { checked }) => toggle(checked)}
        />
      </Field>
      {isOn && method !== 'GET' && <Notice intent="warning">{words('cacheVerb')}</Notice>}
      {[...found].reverse().map(({ name, element }) => {
        const shape = element && shapeOf(element, catalogue)
        if (element === undefined || shape === undefined) return null
        return (
          <section key={name} className={styles.part} aria-label={name}>
            <h3 translate="no">{name}</h3>
            <ElementForm element={element} shape={shape} place={name} context={context} />
          </section>
        )
      })}
    </>
  )
}
