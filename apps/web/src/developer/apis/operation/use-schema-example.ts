import type { OperationProperties } from '@sluice/contracts'
import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { nameOf, type Schema, schemasQuery } from '../../catalogue/catalogue.ts'
import { usePortal } from '../../use-portal.ts'
import { findType, type JsonSchema, type SchemaRoot, toSchemaRoot } from './schema-node.ts'

export type Representation = NonNullable<NonNullable<OperationProperties['request']>['representations']>[number]

export interface HeldSchema {
  readonly root: SchemaRoot
  /** Undefined = it has none, or one in another language than JSON schema. */
  readonly schema: JsonSchema | undefined
  /** As it was written, where it is no JSON. */
  readonly text: string | undefined
}

/** What the schemas of an API say of a body. */
export function useHeldSchema(api: string, representation: Representation | undefined): HeldSchema {
  const { service } = usePortal()
  const { data: schemas } = useSuspenseQuery(schemasQuery(service, api))
  return useMemo(() => toHeldSchema(schemas, representation), [schemas, representation])
}

function toHeldSchema(schemas: readonly Schema[], representation: Representation | undefined): HeldSchema {
  const { schemaId, typeName } = representation ?? {}
  const name = nameOf(schemaId ?? '').toLowerCase()
  const held = schemas.find((schema) => schema.name.toLowerCase() === name)
  const root = toSchemaRoot(held)
  const value = held?.properties.document.value
  const isText = typeof value === 'string' && value !== '' && Object.keys(root).length === 0
  return { root, schema: findType(root, typeName), text: isText ? value : undefined }
}

/** An example of a body in JSON that nobody wrote one for. */
export function useSchemaExample(api: string, representation: Representation | undefined): string | undefined {
  const { root, schema } = useHeldSchema(api, representation)
  const isWanted =
    schema !== undefined &&
    /json/i.test(representation?.contentType ?? '') &&
    Object.keys(representation?.examples ?? {}).length === 0
  const { data } = useQuery(exampleQuery(isWanted ? schema : undefined, root))
  return data ?? undefined
}

const exampleQuery = (schema: JsonSchema | undefined, root: SchemaRoot) =>
  queryOptions({
    queryKey: ['schema-example', schema, root],
    queryFn: async () => {
      const { sampleSchema } = await import('./sample-schema.ts')
      return (schema && sampleSchema(schema, root)) ?? null
    },
    enabled: schema !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
