import { sample } from 'openapi-sampler'
import { useMemo } from 'react'
import { useWords } from '../../../shared/languages/words.ts'
import { CodeBlock } from '../../../shared/ui/code/CodeBlock.tsx'
import styles from './OperationPage.module.css'
import { operationWords } from './operation-words.ts'
import type { JsonSchema, SchemaRoot } from './schema-node.ts'

/** A schema that holds itself would fill the page. */
const deepest = 6
const longest = 20_000

/** An example where nobody wrote one. */
export function SchemaExample({
  name,
  schema,
  root,
}: {
  readonly name: string
  readonly schema: JsonSchema
  readonly root: SchemaRoot
}) {
  const words = useWords(operationWords)
  const text = useMemo(() => toSample(schema, root), [schema, root])
  if (text === undefined) return null
  return (
    <div>
      <h4>{words('example')}</h4>
      <p className={styles.kind}>{words('fromSchema')}</p>
      <CodeBlock label={`${words('example')}: ${name}`} text={text} />
    </div>
  )
}

function toSample(schema: JsonSchema, root: SchemaRoot): string | undefined {
  try {
    const text = JSON.stringify(sample(schema, { quiet: true, maxSampleDepth: deepest }, root), null, 2)
    return text === undefined || text.length > longest ? undefined : text
  } catch {
    // A definition may hold anything; without an example the schema is still there to read.
    return undefined
  }
}
