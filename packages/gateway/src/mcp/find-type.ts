import { findTypePointer, rootOfApiSchema, type SchemaRoot } from '../schemas/schema-root.ts'
import type { CompiledApi } from '../snapshot/gateway-snapshot.ts'

/** Where the type of a body or parameter is described; undefined when it is not. */
export function findType(
  {
    schemaId,
    typeName,
  }: { readonly schemaId?: string | null | undefined; readonly typeName?: string | null | undefined },
  { schemas }: Pick<CompiledApi, 'schemas'>,
): { readonly root: SchemaRoot; readonly pointer: string } | undefined {
  if (!schemaId || !typeName) return undefined
  const properties = schemas.get(schemaId.replace(/\/+$/, '').split('/').at(-1)?.toLowerCase() ?? '')
  if (properties === undefined) return undefined
  const root = rootOfApiSchema(properties)
  const pointer = findTypePointer(root, typeName)
  return pointer === undefined ? undefined : { root, pointer }
}
