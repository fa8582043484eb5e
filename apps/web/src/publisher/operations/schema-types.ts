import type { ApiSchemaProperties } from '@sluice/contracts'

type JsonObject = Record<string, unknown>

/** Names of the types that a schema document defines. */
export const typesOf = ({ document }: ApiSchemaProperties): readonly string[] => [...Object.keys(typesIn(document))]

/** The document with one more type. */
export function withType(
  { contentType, document }: ApiSchemaProperties,
  name: string,
  schema: JsonObject,
): ApiSchemaProperties {
  const types = { ...typesIn(document), [name]: schema }
  return document.definitions
    ? { contentType, document: { definitions: types } }
    : { contentType, document: { components: { ...document.components, schemas: types } } }
}

function typesIn({ components, definitions }: ApiSchemaProperties['document']): JsonObject {
  const schemas = components?.schemas
  if (typeof schemas === 'object' && schemas !== null) return schemas as JsonObject
  return definitions ?? {}
}
