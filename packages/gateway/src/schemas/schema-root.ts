import type { ApiSchemaProperties, GlobalSchemaProperties } from '@sluice/contracts'

export type JsonSchema = Readonly<Record<string, unknown>>

/** What references inside a schema begin at. */
export type SchemaRoot = JsonSchema

/** A schema of an API as JSON; empty for one in another language. Told by the member that is there. */
export function rootOfApiSchema({ document }: ApiSchemaProperties): SchemaRoot {
  const { components, definitions, value } = document
  if (isObject(components)) return { components }
  if (isObject(definitions)) return { definitions }
  return parseObject(value) ?? {}
}

/** A schema of the instance as JSON; undefined for one in another language. */
export function rootOfGlobalSchema({ schemaType, document, value }: GlobalSchemaProperties): SchemaRoot | undefined {
  if (schemaType !== 'json') return undefined
  if (isObject(document)) return document
  return isObject(value) ? value : parseObject(typeof value === 'string' ? value : undefined)
}

function parseObject(text: string | null | undefined): JsonSchema | undefined {
  if (!text) return undefined
  try {
    const parsed: unknown = JSON.parse(text)
    return isObject(parsed) ? parsed : undefined
  } catch {
    // A schema that is no JSON, such as XSD, describes nothing that could be checked here.
    return undefined
  }
}

/** Where the type of this name stands in the root, as a JSON pointer; undefined when it does not. */
export function findTypePointer(root: SchemaRoot, typeName: string): string | undefined {
  const components = isObject(root.components) ? root.components : {}
  if (isObject(components.schemas) && Object.hasOwn(components.schemas, typeName)) {
    return `/components/schemas/${escapePointer(typeName)}`
  }
  if (isObject(root.definitions) && Object.hasOwn(root.definitions, typeName)) {
    return `/definitions/${escapePointer(typeName)}`
  }
  return undefined
}

/** What a pointer such as `/components/schemas/Order` leads to. */
export function followPointer(root: SchemaRoot, pointer: string): JsonSchema | undefined {
  let current: unknown = root
  for (const part of pointer.split('/').slice(1)) {
    const name = decodeURIComponentSafely(part).replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(current)) current = current[Number(name)]
    else if (isObject(current) && Object.hasOwn(current, name)) current = current[name]
    else return undefined
  }
  return isObject(current) ? current : undefined
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A lone percent sign in a name stands for itself.
    return text
  }
}

const escapePointer = (name: string): string => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))

export const isObject = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
