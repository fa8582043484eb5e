import { inlineMark } from '../openapi/schema-types.ts'
import { type ApiModel, isRecord } from './api-model.ts'
import { convertSchema, type SchemaDialect } from './schema-dialects.ts'

/** The schemas of an API as one version writes them. */
export interface ExportedSchemas {
  /** By name, without those that stand where they are used. */
  readonly named: Readonly<Record<string, unknown>>
  /** A reference, or the schema itself where it has no name of its own; undefined when there is none. */
  use(schemaId: string | null | undefined, typeName: string | null | undefined): unknown
  /** The schema itself, whether it has a name or not. */
  look(schemaId: string | null | undefined, typeName: string | null | undefined): unknown
}

export function createExportedSchemas({ schemas }: ApiModel, dialect: SchemaDialect): ExportedSchemas {
  const prefix = dialect === '2.0' ? '#/definitions/' : '#/components/schemas/'
  const written = new Map<string, string>()
  const taken = new Set<string>()
  const sources = schemas.flatMap(({ id, document }) => {
    const components = isRecord(document.components) ? document.components.schemas : document.definitions
    return Object.entries(isRecord(components) ? components : {}).map(([name, schema]) => ({ id, name, schema }))
  })
  for (const { id, name, schema } of sources) {
    if (isInline(schema)) continue
    const base = dialect === '2.0' ? name : name.replace(/[^A-Za-z0-9._-]+/g, '-')
    let free = base
    for (let suffix = 1; taken.has(free); suffix++) free = `${base}-${suffix}`
    taken.add(free)
    written.set(keyOf(id, name), free)
  }
  const convert = (id: string, schema: unknown): unknown =>
    convertSchema(schema, dialect, (reference) => {
      const name = /^#\/(?:definitions|components\/schemas)\/([^/]+)$/.exec(reference)?.[1]
      if (name === undefined) return reference
      const free = written.get(keyOf(id, decodeName(name)))
      return free === undefined ? reference : `${prefix}${free.replaceAll('~', '~0').replaceAll('/', '~1')}`
    })
  const byKey = new Map(sources.map((source) => [keyOf(source.id, source.name), source]))
  const find = (id: string | null | undefined, name: string | null | undefined) =>
    typeof id === 'string' && typeof name === 'string' ? byKey.get(keyOf(id, name)) : undefined
  return {
    named: Object.fromEntries(
      sources.flatMap(({ id, name, schema }) => {
        const free = written.get(keyOf(id, name))
        return free === undefined ? [] : [[free, convert(id, schema)] as const]
      }),
    ),
    use(schemaId, typeName) {
      const found = find(schemaId, typeName)
      if (found === undefined) return undefined
      const free = written.get(keyOf(found.id, found.name))
      return free === undefined
        ? convert(found.id, found.schema)
        : { $ref: `${prefix}${free.replaceAll('~', '~0').replaceAll('/', '~1')}` }
    },
    look(schemaId, typeName) {
      const found = find(schemaId, typeName)
      return found === undefined ? undefined : convert(found.id, found.schema)
    },
  }
}

const isInline = (schema: unknown): boolean => isRecord(schema) && schema[inlineMark] === true
const keyOf = (id: string, name: string): string => `${id} ${name}`

const decodeName = (name: string): string => {
  const text = name.replaceAll('~1', '/').replaceAll('~0', '~')
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}
