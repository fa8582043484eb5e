import type { ApiSchemaProperties } from '@sluice/contracts'
import { useMemo } from 'react'
import type { Resource } from '../../shared/api-client/resource.ts'
import { useAllResources } from '../../shared/api-client/use-resource.ts'
import { useApi } from '../apis/use-api.ts'
import { typesOf } from './schema-types.ts'

/** The schemas of the API and their types as choices, `schema#type`. */
export function useApiSchemas(): {
  readonly choices: readonly string[]
  readonly schemas: readonly Resource<ApiSchemaProperties>[]
} {
  const api = useApi()
  const { data } = useAllResources<ApiSchemaProperties>(`${api.id}/schemas`)
  return useMemo(() => {
    const schemas = data ?? []
    return {
      schemas,
      choices: schemas.flatMap(({ name, properties }) => typesOf(properties).map((type) => `${name}#${type}`)),
    }
  }, [data])
}
