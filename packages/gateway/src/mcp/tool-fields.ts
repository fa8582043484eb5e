import type { OperationProperties } from '@sluice/contracts'
import { foldCase } from '../routing/fold-case.ts'
import { namesOfPattern } from '../routing/text-pattern.ts'
import type { JsonSchema } from '../schemas/schema-root.ts'
import type { CompiledApi, CompiledOperation } from '../snapshot/gateway-snapshot.ts'
import { bundleSchema, type Definitions } from './bundle-schema.ts'
import { findType } from './find-type.ts'

type Parameter = OperationProperties['templateParameters'][number]
type Representation = NonNullable<NonNullable<OperationProperties['request']>['representations']>[number]

/** One argument of a tool and where in the request its value goes. */
export interface Field {
  /** Name of the argument. */
  readonly property: string
  readonly schema: JsonSchema
  readonly isRequired: boolean
  readonly in: 'template' | 'query' | 'header'
  /** Name in the request. */
  readonly name: string
}

/** The argument that is the request's body. */
export interface BodyField {
  readonly property: string
  readonly schema: JsonSchema
  readonly isRequired: boolean
  readonly contentType: string
  readonly as: 'json' | 'form' | 'text'
}

/** The end of a template that takes any path, where it has no name of its own. */
export const restName = '*'

/**
 * The arguments of an operation: parameters of its template, then of query and headers, then the body. Where two of them
 * have one name, the later says where it belongs.
 */
export function toFields(
  operation: CompiledOperation,
  api: CompiledApi,
  definitions: Definitions,
): { readonly fields: readonly Field[]; readonly body: BodyField | undefined } {
  const { properties } = operation.matched
  const taken = new Set<string>()
  const propertyFor = (name: string, place: string): string => {
    const plain = toPropertyName(name)
    let property = taken.has(plain) ? `${place}_${plain}`.slice(0, 64) : plain
    for (let count = 2; taken.has(property); count++) property = `${plain.slice(0, 60)}_${count}`
    taken.add(property)
    return property
  }
  const toField = (parameter: Parameter, place: Field['in'], isRequired: boolean): Field => ({
    property: propertyFor(parameter.name, place),
    schema: parameterSchema(parameter, api, definitions),
    isRequired,
    in: place,
    name: parameter.name,
  })
  const inTemplate = new Set(operation.template.parameterNames)
  const template = properties.templateParameters
    .filter(({ name }) => inTemplate.has(name))
    .map((parameter) => toField(parameter, 'template', !parameter.defaultValue))
  const undeclared = operation.template.parameterNames
    .filter((name) => !properties.templateParameters.some((parameter) => parameter.name === name))
    .map((name) => toField({ name, type: 'string' }, 'template', true))
  const { rest } = operation.template
  // What the template says of the query is not said again.
  const inQuery = new Set(
    operation.template.query.flatMap(({ foldedName, value }) => [
      foldedName,
      ...(value === undefined ? [] : namesOfPattern(value).map(foldCase)),
    ]),
  )
  const path =
    rest !== undefined && rest.name === undefined
      ? [{ ...toField({ name: 'path', type: 'string', description: restHelp }, 'template', false), name: restName }]
      : []
  const query = (properties.request?.queryParameters ?? [])
    .filter(({ name }) => !inQuery.has(foldCase(name)) && !isKeyName(name, api))
    .map((parameter) => toField(parameter, 'query', parameter.required === true))
  const headers = (properties.request?.headers ?? [])
    .filter(({ name }) => !isOwnHeader(name) && !isKeyName(name, api))
    .map((parameter) => toField(parameter, 'header', parameter.required === true))
  const body = toBody(properties, api, definitions)
  return {
    fields: [...template, ...undeclared, ...path, ...query, ...headers],
    body: body && { ...body, property: propertyFor('body', 'request') },
  }
}

const restHelp = 'The rest of the path, without a slash before it.'

/** What language models take as the name of an argument: letters, digits, `_`, `-` and `.`, 64 of them at most. */
const toPropertyName = (name: string): string =>
  name
    .replaceAll(/[^A-Za-z0-9_.-]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 64) || 'value'

/** Fields that the gateway or the connection sets. */
const ownHeaders = new Set([
  'accept',
  'accept-encoding',
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
])
const isOwnHeader = (name: string): boolean => ownHeaders.has(name.toLowerCase())

/** The key of a call is the one that the client called with, never an argument that a model would have to know. */
function isKeyName(name: string, { matched }: CompiledApi): boolean {
  const { header, query } = matched.properties.subscriptionKeyParameterNames
  return [header, query].some((own) => own.toLowerCase() === name.toLowerCase())
}

const plainTypes = new Set(['string', 'number', 'integer', 'boolean', 'array', 'object'])

function parameterSchema(parameter: Parameter, api: CompiledApi, definitions: Definitions): JsonSchema {
  const type = findType(parameter, api)
  const described = type === undefined ? {} : bundleSchema(type.root, type.pointer, definitions)
  const named = parameter.type.toLowerCase()
  const base: Record<string, unknown> =
    Object.keys(described).length > 0 ? { ...described } : { type: plainTypes.has(named) ? named : 'string' }
  if (base.type === 'array' && base.items === undefined) base.items = { type: 'string' }
  if (parameter.description) base.description = parameter.description
  if (parameter.values?.length) {
    const values = parameter.values.map((value) => toTyped(value, base.type))
    if (base.type === 'array') base.items = { ...(base.items as JsonSchema), enum: parameter.values }
    else base.enum = values
  }
  if (parameter.defaultValue) base.default = toTyped(parameter.defaultValue, base.type)
  return base
}

function toTyped(text: string, type: unknown): unknown {
  if ((type === 'integer' || type === 'number') && text.trim() !== '' && Number.isFinite(Number(text)))
    return Number(text)
  if (type === 'boolean') return text.toLowerCase() === 'true'
  return text
}

/** A body as JSON where the operation takes it, else as a form, else as a text. */
function toBody(
  { request, method }: OperationProperties,
  api: CompiledApi,
  definitions: Definitions,
): Omit<BodyField, 'property'> | undefined {
  const representations = request?.representations ?? []
  const ofType = (pattern: RegExp) => representations.find(({ contentType }) => pattern.test(contentType))
  const json = ofType(/^application\/(?:[^;\s]+\+)?json\s*(?:;|$)/i)
  if (json !== undefined) return jsonBody(json, api, definitions, method)
  const form = ofType(/^application\/x-www-form-urlencoded\s*(?:;|$)/i)
  if (form !== undefined) return formBody(form, api, definitions)
  const text = ofType(/^(?:text\/|application\/(?:[^;\s]+\+)?xml)/i)
  if (text === undefined) return undefined
  const { contentType } = text
  return {
    schema: { type: 'string', description: `The body, as ${contentType}.` },
    isRequired: true,
    contentType,
    as: 'text',
  }
}

function jsonBody(
  { contentType, ...named }: Representation,
  api: CompiledApi,
  definitions: Definitions,
  method: string,
): Omit<BodyField, 'property'> {
  const type = findType(named, api)
  const schema = type === undefined ? {} : bundleSchema(type.root, type.pointer, definitions)
  const isKnown = Object.keys(schema).length > 0
  return {
    // Without a schema anything may be sent; most readers want to be told some type.
    schema: isKnown ? schema : { type: 'object', description: 'The body, as JSON.' },
    isRequired: isKnown && /^(?:POST|PUT|PATCH)$/i.test(method),
    contentType,
    as: 'json',
  }
}

function formBody(
  { contentType, formParameters = [] }: Representation,
  api: CompiledApi,
  definitions: Definitions,
): Omit<BodyField, 'property'> {
  const required = formParameters.filter((parameter) => parameter.required === true).map(({ name }) => name)
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(
        formParameters.map((parameter) => [parameter.name, parameterSchema(parameter, api, definitions)]),
      ),
      ...(required.length === 0 ? {} : { required }),
    },
    isRequired: required.length > 0,
    contentType,
    as: 'form',
  }
}
