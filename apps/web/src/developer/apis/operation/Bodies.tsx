import { Select } from '@fluentui/react-components'
import type { OperationProperties } from '@sluice/contracts'
import { useSuspenseQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { CodeBlock } from '../../../shared/ui/code/CodeBlock.tsx'
import { nameOf, schemasQuery } from '../../catalogue/catalogue.ts'
import { usePortal } from '../../use-portal.ts'
import styles from './OperationPage.module.css'
import { operationWords } from './operation-words.ts'
import { ParameterList } from './ParameterList.tsx'
import { findType, toSchemaRoot } from './schema-node.ts'
import { toExampleText } from './to-example-text.ts'

const SchemaTree = lazy(() => import('./SchemaTree.tsx').then((module) => ({ default: module.SchemaTree })))
const SchemaExample = lazy(() => import('./SchemaExample.tsx').then((module) => ({ default: module.SchemaExample })))

type Representation = NonNullable<NonNullable<OperationProperties['request']>['representations']>[number]

/** The forms that a body can have: of each the schema and examples. */
export function Bodies({
  api,
  name,
  representations,
}: {
  readonly api: string
  /** What it is the body of, for those who listen to the page. */
  readonly name: string
  readonly representations: readonly Representation[]
}) {
  const words = useWords(operationWords)
  const [chosen, setChosen] = useState(0)
  const shown = representations[chosen] ?? representations[0]
  if (shown === undefined) return null
  return (
    <div className={styles.body}>
      {representations.length === 1 ? (
        <p>
          <code translate="no">{shown.contentType}</code>
        </p>
      ) : (
        <Select
          aria-label={`${words('contentType')}: ${name}`}
          value={String(chosen)}
          onChange={(_, { value }) => setChosen(Number(value))}
        >
          {representations.map(({ contentType }, index) => (
            <option key={contentType} value={index} translate="no">
              {contentType}
            </option>
          ))}
        </Select>
      )}
      <Body key={chosen} api={api} name={name} representation={shown} />
    </div>
  )
}

function Body({
  api,
  name,
  representation,
}: {
  readonly api: string
  readonly name: string
  readonly representation: Representation
}) {
  const words = useWords(operationWords)
  const { service } = usePortal()
  const { data: schemas } = useSuspenseQuery(schemasQuery(service, api))
  const { schemaId, typeName, examples = {}, formParameters = [], contentType } = representation
  const held = schemas.find((schema) => schema.name.toLowerCase() === nameOf(schemaId ?? '').toLowerCase())
  const root = useMemo(() => toSchemaRoot(held), [held])
  const schema = findType(root, typeName)
  const text = held?.properties.document.value
  const isText = schema === undefined && typeof text === 'string' && Object.keys(root).length === 0
  const written = Object.entries(examples)
  return (
    <>
      {formParameters.length > 0 && <ParameterList parameters={formParameters} />}
      {schema !== undefined && (
        <div>
          <h4>{words('schema')}</h4>
          <Suspense>
            <SchemaTree label={`${words('schema')}: ${name}`} typeName={typeName ?? ''} schema={schema} root={root} />
          </Suspense>
        </div>
      )}
      {isText && <CodeBlock label={`${words('schema')}: ${name}`} text={text} />}
      {written.map(([key, example]) => (
        <div key={key}>
          <h4>{written.length === 1 && key === 'default' ? words('example') : words('exampleNamed', { name: key })}</h4>
          <CodeBlock label={`${words('example')}: ${name} ${key}`} text={toExampleText(example)} />
        </div>
      ))}
      {written.length === 0 && schema !== undefined && /json/i.test(contentType) && (
        <Suspense>
          <SchemaExample name={name} schema={schema} root={root} />
        </Suspense>
      )}
    </>
  )
}
