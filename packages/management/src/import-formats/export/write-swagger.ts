import { isFormType } from '../openapi/read-openapi-content.ts'
import {
  type ApiModel,
  isRecord,
  type ModelResponse,
  methodsWithoutBody,
  type ParameterContract,
  withoutEmpty,
  withoutNeededObject,
} from './api-model.ts'
import { type PlacedOperation, writePaths } from './arrange-paths.ts'
import { createExportedSchemas, type ExportedSchemas } from './exported-schemas.ts'
import { toInfo, toOperationHead, toTags } from './write-head.ts'
import { toPlainSchema } from './write-openapi.ts'

const methods: ReadonlySet<string> = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch'])

/** The API as a document of OpenAPI 2.0. */
export function toSwagger(model: ApiModel): Record<string, unknown> {
  const schemas = createExportedSchemas(model, '2.0')
  const { subscriptionRequired, subscriptionKeyParameterNames: names } = model.api
  return withoutEmpty<unknown>({
    swagger: '2.0',
    info: toInfo(model),
    ...toHost(model.gatewayUrls),
    tags: toTags(model),
    ...writePaths(model, methods, (placed) => toOperation(model, placed, schemas)),
    definitions: Object.keys(schemas.named).length > 0 ? schemas.named : undefined,
    securityDefinitions: subscriptionRequired
      ? {
          apiKeyHeader: { type: 'apiKey', name: names.header, in: 'header' },
          apiKeyQuery: { type: 'apiKey', name: names.query, in: 'query' },
        }
      : undefined,
    security: subscriptionRequired ? [{ apiKeyHeader: [] }, { apiKeyQuery: [] }] : undefined,
  })
}

/** 2.0 knows one host and one path, with several schemes. */
function toHost(urls: readonly string[]): Record<string, unknown> {
  const [first, ...others] = urls.filter((url) => URL.canParse(url)).map((url) => new URL(url))
  if (first === undefined) return {}
  const same = others.filter(({ host, pathname }) => host === first.host && pathname === first.pathname)
  return {
    host: first.host,
    basePath: first.pathname.replace(/(.)\/$/, '$1'),
    schemes: [...new Set([first, ...same].map(({ protocol }) => protocol.slice(0, -1)))],
  }
}

function toOperation(
  model: ApiModel,
  { operation, method, isInPath }: PlacedOperation,
  schemas: ExportedSchemas,
): unknown {
  const { templateParameters, request, urlTemplate, responses = [] } = operation.properties
  const body = methodsWithoutBody.has(method.toUpperCase()) ? {} : toBody(request, schemas)
  const parameters = [
    ...templateParameters.map((parameter) => {
      if (!isInPath(parameter.name)) return toParameter({ ...parameter, required: true }, 'query', schemas)
      const name = urlTemplate.includes(`{*${parameter.name}}`) ? `*${parameter.name}` : parameter.name
      return toParameter({ ...parameter, name, required: true }, 'path', schemas)
    }),
    ...(request?.queryParameters ?? []).map((one) => toParameter(withoutNeededObject(one), 'query', schemas)),
    ...(request?.headers ?? []).map((parameter) => toParameter(parameter, 'header', schemas)),
    ...(body.parameters ?? []),
  ]
  const produces = new Set(
    responses.flatMap(({ representations = [] }) => representations.map(({ contentType }) => contentType)),
  )
  return withoutEmpty<unknown>({
    ...toOperationHead(model, operation),
    consumes: body.consumes,
    produces: produces.size > 0 ? [...produces] : undefined,
    parameters: parameters.length > 0 ? parameters : undefined,
    responses: toResponses(responses, schemas),
  })
}

interface Body {
  readonly consumes?: readonly string[]
  readonly parameters?: readonly unknown[]
}

/** One body or one form: of a request that may be both, the form is left out. */
function toBody(request: PlacedOperation['operation']['properties']['request'], schemas: ExportedSchemas): Body {
  const representations = request?.representations ?? []
  const bodies = representations.filter(({ contentType }) => !isFormType(contentType))
  const [first] = bodies
  if (first !== undefined) {
    const schema = schemas.use(first.schemaId, first.typeName) ?? {}
    const description = request?.description ?? undefined
    return {
      consumes: [...new Set(bodies.map(({ contentType }) => contentType))],
      parameters: [withoutEmpty<unknown>({ name: 'body', in: 'body', description, schema })],
    }
  }
  const form = representations.find(({ formParameters = [] }) => formParameters.length > 0)
  if (form === undefined) return {}
  const hasFile = form.formParameters?.some(({ type }) => type === 'file') === true
  const types = representations.map(({ contentType }) => contentType)
  return {
    // Files need multipart.
    consumes: [
      ...new Set(hasFile ? types.map((type) => (/^multipart/i.test(type) ? type : 'multipart/form-data')) : types),
    ],
    parameters: (form.formParameters ?? []).map((field) => toParameter(field, 'formData', schemas)),
  }
}

function toParameter(
  parameter: ParameterContract,
  location: 'path' | 'query' | 'header' | 'formData',
  schemas: ExportedSchemas,
): Record<string, unknown> {
  return withoutEmpty<unknown>({
    name: parameter.name,
    in: location,
    description: parameter.description,
    required: parameter.required === true ? true : undefined,
    ...(location === 'formData' && parameter.type === 'file' ? { type: 'file' } : toPlainType(parameter, schemas)),
  })
}

/** Parameters of 2.0 have no schema, but some of its keywords. */
function toPlainType(parameter: ParameterContract, schemas: ExportedSchemas): Record<string, unknown> {
  const schema = schemas.look(parameter.schemaId, parameter.typeName)
  return toPlainKeywords(isRecord(schema) ? schema : toPlainSchema(parameter), true)
}

const plainKeywords = [
  ...['format', 'collectionFormat', 'default', 'enum', 'multipleOf', 'maximum', 'exclusiveMaximum', 'minimum'],
  ...['exclusiveMinimum', 'maxLength', 'minLength', 'pattern', 'maxItems', 'minItems', 'uniqueItems'],
]
const plainTypes: ReadonlySet<unknown> = new Set(['string', 'number', 'integer', 'boolean', 'array'])

function toPlainKeywords(schema: Readonly<Record<string, unknown>>, isOutermost: boolean): Record<string, unknown> {
  const type = plainTypes.has(schema.type) ? schema.type : 'string'
  const kept = Object.fromEntries(plainKeywords.map((key) => [key, schema[key]]))
  const items = type === 'array' ? toPlainKeywords(isRecord(schema.items) ? schema.items : {}, false) : undefined
  return withoutEmpty<unknown>({
    type,
    items,
    ...kept,
    // A default of another type is one of an object, which 2.0 cannot have here.
    default: isOutermost && schema.type === type ? kept.default : undefined,
  })
}

function toResponses(responses: readonly ModelResponse[], schemas: ExportedSchemas): Record<string, unknown> {
  if (responses.length === 0) return { default: { description: '' } }
  return Object.fromEntries(
    responses.map(({ statusCode, description, representations = [], headers = [] }) => {
      const typed = representations.find(({ typeName }) => typeof typeName === 'string')
      const examples = representations.flatMap(({ contentType, examples: all }) => {
        const [first] = Object.values(all ?? {})
        return isRecord(first) && first.value !== undefined ? [[contentType, first.value] as const] : []
      })
      return [
        String(statusCode),
        withoutEmpty<unknown>({
          description: description ?? '',
          schema: typed === undefined ? undefined : schemas.use(typed.schemaId, typed.typeName),
          headers:
            headers.length > 0
              ? Object.fromEntries(
                  headers.map((header) => [
                    header.name,
                    withoutEmpty<unknown>({ description: header.description, ...toPlainType(header, schemas) }),
                  ]),
                )
              : undefined,
          examples: examples.length > 0 ? Object.fromEntries(examples) : undefined,
        }),
      ]
    }),
  )
}
