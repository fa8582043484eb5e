import { Select } from '@fluentui/react-components'
import { lazy, Suspense, useState } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { CodeBlock } from '../../../shared/ui/code/CodeBlock.tsx'
import styles from './OperationPage.module.css'
import { operationWords } from './operation-words.ts'
import { ParameterList } from './ParameterList.tsx'
import { toExampleText } from './to-example-text.ts'
import { type Representation, useHeldSchema, useSchemaExample } from './use-schema-example.ts'

const SchemaTree = lazy(() => import('./SchemaTree.tsx').then((module) => ({ default: module.SchemaTree })))

/** The forms that a body can have: of each the schema and examples. */
export function Bodies({
  api,
  name,
  level,
  representations,
}: {
  readonly api: string
  /** What it is the body of, for those who listen to the page. */
  readonly name: string
  /** Of the headings in it. */
  readonly level: 3 | 4
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
      <Body key={chosen} api={api} name={name} level={level} representation={shown} />
    </div>
  )
}

function Body({
  api,
  name,
  level,
  representation,
}: {
  readonly api: string
  readonly name: string
  readonly level: 3 | 4
  readonly representation: Representation
}) {
  const words = useWords(operationWords)
  const Heading = `h${level}` as const
  const { typeName, examples = {}, formParameters = [] } = representation
  const { root, schema, text } = useHeldSchema(api, representation)
  const made = useSchemaExample(api, representation)
  const written = Object.entries(examples)
  return (
    <>
      {formParameters.length > 0 && <ParameterList parameters={formParameters} />}
      {schema !== undefined && (
        <div>
          <Heading>{words('schema')}</Heading>
          <Suspense>
            <SchemaTree label={`${words('schema')}: ${name}`} typeName={typeName ?? ''} schema={schema} root={root} />
          </Suspense>
        </div>
      )}
      {text !== undefined && <CodeBlock label={`${words('schema')}: ${name}`} text={text} />}
      {written.map(([key, example]) => (
        <div key={key}>
          <Heading>
            {written.length === 1 && key === 'default' ? words('example') : words('exampleNamed', { name: key })}
          </Heading>
          <CodeBlock label={`${words('example')}: ${name} ${key}`} text={toExampleText(example)} />
        </div>
      ))}
      {made !== undefined && (
        <div>
          <Heading>{words('example')}</Heading>
          <p className={styles.kind}>{words('fromSchema')}</p>
          <CodeBlock label={`${words('example')}: ${name}`} text={made} />
        </div>
      )}
    </>
  )
}
