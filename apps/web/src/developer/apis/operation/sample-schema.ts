import { sample } from 'openapi-sampler'
import type { JsonSchema, SchemaRoot } from './schema-node.ts'

/** A schema that holds itself would fill the page. */
const deepest = 4
const longest = 20_000

/** JSON that a schema would let through; undefined where none can be made. The library is large: import it when needed. */
export function sampleSchema(schema: JsonSchema, root: SchemaRoot): string | undefined {
  try {
    const text = JSON.stringify(sample(schema, { quiet: true, maxSampleDepth: deepest }, root), null, 2)
    return text === undefined || text.length > longest ? undefined : text
  } catch {
    // A definition may hold anything; without an example the schema is still there to read.
    return undefined
  }
}
