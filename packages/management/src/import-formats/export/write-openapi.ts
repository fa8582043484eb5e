import { isFormType } from '../openapi/read-openapi-content.ts'
import {
  type ApiModel,
  type ModelRepresentation,
  type ModelResponse,
  methodsWithoutBody,
  type ParameterContract,
  toExamples,
  toValue,
  withoutEmpty,
} from './api-model.ts'
import { type PlacedOperation, writePaths } from './arrange-paths.ts'
import { createExportedSchemas, type ExportedSchemas } from './exported-schemas.ts'
import { toInfo, toOperationHead, toTags } from './write-head.ts'

const methods: ReadonlySet<string> = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])

/** The API as a document of OpenAPI 3. */
export function toOpenApi(model: ApiModel, version: '3.0' | '3.1'): Record<string, unknown> {
  const schemas = createExportedSchemas(model, version)
  const security = toSecurity(model)
  const components = withoutEmpty({
    schemas: Object.keys(schemas.named).length > 0 ? schemas.named : undefined,
    securitySchemes: security?.schemes,
  })
  return withoutEmpty({
    openapi: version === '3.0' ? '3.0.3' : '3.1.0',
    info: toInfo(model),
    servers: model.gatewayUrls.length > 0 ? model.gatewayUrls.map((url) => ({ url })) : undefined,
    tags: toTags(model),
    ...writePaths(model, methods, (placed) => toOperation(model, placed, schemas)),
    components: Object.keys(components).length > 0 ? components : undefined,
    security: security?.requirements,
  })
}

function toSecurity({ api }: ApiModel) {
  if (!api.subscriptionRequired) return undefined
  const { header, query } = api.subscriptionKeyParameterNames
  return {
    schemes: {
      apiKeyHeader: { type: 'apiKey', name: header, in: 'header' },
      apiKeyQuery: { type: 'apiKey', name: query, in: 'query' },
    },
    requirements: [{ apiKeyHeader: [] }, { apiKeyQuery: [] }],
  }
}

function toOperation(
  model: ApiModel,
  { operation, method, isInPath }: PlacedOperation,
  schemas: ExportedSchemas,
): unknown {
  const { templateParameters, request, responses } = operation.properties
  const parameters = [
    ...templateParameters.map((parameter) =>
      isInPath(parameter.name)
        ? {
            ...toParameter(parameter, 'path', schemas),
            name: nameInPath(operation.properties.urlTemplate, parameter.name),
          }
        : toParameter({ ...parameter, required: true }, 'query', schemas),
    ),
    ...(request?.queryParameters ?? []).map((parameter) => toParameter(parameter, 'query', schemas)),
    ...(request?.headers ?? []).map((parameter) => toParameter(parameter, 'header', schemas)),
  ]
  const representations = methodsWithoutBody.has(method.toUpperCase()) ? [] : (request?.representations ?? [])
  const hasBody = representations.length > 0
  return withoutEmpty<unknown>({
    ...toOperationHead(model, operation),
    parameters: parameters.length > 0 ? parameters : undefined,
    requestBody: hasBody
      ? withoutEmpty<unknown>({ description: request?.description, content: toContent(representations, schemas) })
      : undefined,
    responses: toResponses(responses ?? [], schemas),
  })
}

/** The rest of a path is `{*name}`, and so is its parameter. */
const nameInPath = (urlTemplate: string, name: string): string =>
  urlTemplate.includes(`{*${name}}`) ? `*${name}` : name

function toParameter(parameter: ParameterContract, location: 'path' | 'query' | 'header', schemas: ExportedSchemas) {
  return withoutEmpty<unknown>({
    name: parameter.name,
    in: location,
    ...toParameterFacts(location === 'path' ? { ...parameter, required: true } : parameter, schemas),
  })
}

function toParameterFacts(parameter: ParameterContract, schemas: ExportedSchemas): Record<string, unknown> {
  return withoutEmpty<unknown>({
    description: parameter.description,
    required: parameter.required === true ? true : undefined,
    schema: schemas.use(parameter.schemaId, parameter.typeName) ?? toPlainSchema(parameter),
    ...toExamples(parameter.examples),
  })
}

/** The schema of a parameter that says all by itself. */
export function toPlainSchema({ type, values, defaultValue }: ParameterContract): Record<string, unknown> {
  const known = jsonTypes.has(type) ? type : 'string'
  return withoutEmpty<unknown>({
    type: known,
    items: known === 'array' ? {} : undefined,
    enum: values !== undefined && values.length > 0 ? values.map((value) => toValue(value, known)) : undefined,
    default: typeof defaultValue === 'string' ? toValue(defaultValue, known) : undefined,
  })
}

const jsonTypes: ReadonlySet<string> = new Set(['string', 'number', 'integer', 'boolean', 'array', 'object'])

function toContent(representations: readonly ModelRepresentation[], schemas: ExportedSchemas): Record<string, unknown> {
  return Object.fromEntries(
    representations.map((representation) => {
      const { contentType, schemaId, typeName, formParameters = [], examples } = representation
      const schema =
        schemas.use(schemaId, typeName) ??
        (isFormType(contentType) && formParameters.length > 0 ? toFormSchema(formParameters, schemas) : undefined)
      return [contentType, withoutEmpty<unknown>({ schema, ...toExamples(examples) })]
    }),
  )
}

function toFormSchema(fields: readonly ParameterContract[], schemas: ExportedSchemas): Record<string, unknown> {
  const required = fields.filter((field) => field.required === true).map(({ name }) => name)
  return withoutEmpty<unknown>({
    type: 'object',
    required: required.length > 0 ? required : undefined,
    properties: Object.fromEntries(
      fields.map((field) => {
        const schema = schemas.use(field.schemaId, field.typeName) ?? toPlainSchema(field)
        const file = field.type === 'file' ? { type: 'string', format: 'binary' } : schema
        return [field.name, typeof field.description === 'string' ? { description: field.description, ...file } : file]
      }),
    ),
  })
}

function toResponses(responses: readonly ModelResponse[], schemas: ExportedSchemas): Record<string, unknown> {
  if (responses.length === 0) return { default: { description: '' } }
  return Object.fromEntries(
    responses.map(({ statusCode, description, representations = [], headers = [] }) => [
      String(statusCode),
      withoutEmpty<unknown>({
        description: description ?? '',
        headers:
          headers.length > 0
            ? Object.fromEntries(headers.map((header) => [header.name, toParameterFacts(header, schemas)]))
            : undefined,
        content: representations.length > 0 ? toContent(representations, schemas) : undefined,
      }),
    ]),
  )
}
