import { Field, Input } from '@fluentui/react-components'
import type { ApiSchemaProperties } from '@sluice/contracts'
import { useState } from 'react'
import { readResource } from '../../shared/api-client/resource.ts'
import { useArmChange } from '../../shared/api-client/use-resource.ts'
import { useWords } from '../../shared/languages/words.ts'
import { CodeEditor } from '../../shared/ui/code/CodeEditor.tsx'
import { QuestionDialog } from '../../shared/ui/dialogs/QuestionDialog.tsx'
import { useApi } from '../apis/use-api.ts'
import { isJson } from './is-json.ts'
import styles from './operations.module.css'
import { operationsWords } from './operations-words.ts'
import { withType } from './schema-types.ts'
import { useApiSchemas } from './use-api-schemas.ts'

const componentsType = 'application/vnd.oai.openapi.components+json'
const example = '{\n  "type": "object",\n  "properties": {\n    "id": { "type": "integer" }\n  }\n}'

/** A new type among the schemas of the API. */
export function SchemaDialog({
  onSaved,
  onClose,
}: {
  /** @param choice `schema#type` */
  readonly onSaved: (choice: string) => void
  readonly onClose: () => void
}) {
  const words = useWords(operationsWords)
  const api = useApi()
  const { schemas, choices } = useApiSchemas()
  const change = useArmChange()
  const [name, setName] = useState('')
  const [text, setText] = useState(example)
  const [isTried, setTried] = useState(false)
  const [error, setError] = useState<unknown>()
  const nameFault = !/^[A-Za-z0-9._-]+$/.test(name)
    ? words('schemaNameFault')
    : choices.some((choice) => choice.split('#')[1] === name)
      ? words('schemaExists')
      : undefined
  const textFault = isJson(text) && text.trim().startsWith('{') ? undefined : words('schemaJsonFault')

  const save = async () => {
    setTried(true)
    if (nameFault !== undefined || textFault !== undefined) return
    const own = schemas.find(({ properties }) => properties.contentType === componentsType)
    const path = `${api.id}/schemas/${own?.name ?? 'schemas'}`
    try {
      const read = own === undefined ? undefined : await readResource<ApiSchemaProperties>(path)
      const before = read?.properties ?? { contentType: componentsType, document: { components: {} } }
      await change.mutateAsync({
        path,
        method: 'PUT',
        body: { properties: withType(before, name, JSON.parse(text) as Record<string, unknown>) },
        ...(read === undefined ? {} : { ifMatch: read.entityTag }),
      })
      onSaved(`${own?.name ?? 'schemas'}#${name}`)
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <QuestionDialog
      title={words('newSchema')}
      confirmLabel={words('saveSchema')}
      isBusy={change.isPending}
      error={error}
      onConfirm={() => void save()}
      onCancel={onClose}
    >
      <p>{words('schemaText')}</p>
      <Field
        label={words('schemaName')}
        required
        validationState={isTried && nameFault !== undefined ? 'error' : 'none'}
        validationMessage={isTried ? nameFault : undefined}
      >
        <Input
          value={name}
          spellCheck={false}
          input={{ className: styles.code, translate: 'no' }}
          onChange={(_, { value }) => setName(value)}
        />
      </Field>
      <div className={styles.part}>
        <span>{words('schemaJson')}</span>
        <CodeEditor label={words('schemaJson')} language="json" value={text} onChange={setText} />
        {isTried && textFault !== undefined && (
          <p className={styles.fault} role="alert">
            {textFault}
          </p>
        )}
      </div>
    </QuestionDialog>
  )
}
