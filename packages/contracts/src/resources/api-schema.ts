import * as z from 'zod'

/** What a schema of an API is written in. @see reference: API Management, 1.11 */
export const apiSchemaContentTypes = {
  components: 'application/vnd.oai.openapi.components+json',
  definitions: 'application/vnd.ms-azure-apim.swagger.definitions+json',
  xsd: 'application/vnd.ms-azure-apim.xsd+xml',
  graphql: 'application/vnd.ms-azure-apim.graphql.schema',
  grpc: 'application/vnd.ms-azure-apim.grpc.schema',
  wadl: 'application/vnd.ms-azure-apim.wadl.grammars+xml',
} as const

const jsonObject = z.record(z.string(), z.unknown())

/** @see reference: API Management, 1.11 */
export const apiSchemaProperties = z.object({
  contentType: z.string().min(1).max(200),
  document: z.object({
    value: z.string().nullable().optional(),
    definitions: jsonObject.nullable().optional(),
    components: jsonObject.nullable().optional(),
  }),
})
export type ApiSchemaProperties = z.infer<typeof apiSchemaProperties>
