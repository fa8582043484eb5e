import { grammarsId } from '../wadl/wadl-reading.ts'
import {
  type ApiModel,
  type ModelOperation,
  type ModelRepresentation,
  type ModelResponse,
  methodsWithoutBody,
  type ParameterContract,
  withoutNeededObject,
} from './api-model.ts'

const namespace = 'http://wadl.dev.java.net/2009/02'

/** The API as a WADL, a resource per path. */
export function toWadl(model: ApiModel): string {
  const byPath = new Map<string, ModelOperation[]>()
  for (const operation of model.operations) {
    const path = operation.properties.urlTemplate.replace(/\?.*$/s, '').replace(/^\//, '')
    const known = byPath.get(path)
    if (known === undefined) byPath.set(path, [operation])
    else known.push(operation)
  }
  const { displayName, description } = model.api
  const grammars = model.schemas.find(({ id }) => id === grammarsId)?.document.value
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<application xmlns="${namespace}" xmlns:xs="http://www.w3.org/2001/XMLSchema">`,
    `  ${element('doc', { title: displayName }, description ? [escapeText(description)] : [])}`,
    ...(typeof grammars === 'string' ? [`  ${grammars}`] : []),
    ...indent(element('resources', { base: model.gatewayUrls[0] ?? '' }, [...byPath].map(toResource)), 1),
    '</application>',
    '',
  ].join('\n')
}

function toResource([path, operations]: readonly [string, readonly ModelOperation[]]): string {
  const parameters = new Map<string, ParameterContract>()
  for (const { properties } of operations) {
    for (const parameter of properties.templateParameters) {
      const isInPath = path.includes(`{${parameter.name}}`) || path.includes(`{*${parameter.name}}`)
      if (isInPath && !parameters.has(parameter.name)) parameters.set(parameter.name, parameter)
    }
  }
  return element('resource', { path }, [
    ...[...parameters.values()].map((parameter) => toParam(parameter, 'template')),
    ...operations.map((operation) => toMethod(operation, parameters)),
  ])
}

function toMethod({ id, properties }: ModelOperation, inPath: ReadonlyMap<string, ParameterContract>): string {
  const { method, displayName, description, templateParameters, request, responses = [] } = properties
  const inQuery = templateParameters.filter(({ name }) => !inPath.has(name)).map((one) => ({ ...one, required: true }))
  const representations = methodsWithoutBody.has(method.toUpperCase()) ? [] : (request?.representations ?? [])
  const parts = [
    ...fixedQuery(properties.urlTemplate).map(([name, value]) =>
      element('param', { name, style: 'query', type: 'xs:string', required: 'true', fixed: value }, []),
    ),
    ...[...inQuery, ...(request?.queryParameters ?? []).map(withoutNeededObject)].map((parameter) =>
      toParam(parameter, 'query'),
    ),
    ...(request?.headers ?? []).map((parameter) => toParam(parameter, 'header')),
    ...representations.map(toRepresentation),
  ]
  return element('method', { name: method, id }, [
    element('doc', { title: displayName }, description ? [escapeText(description)] : []),
    ...(parts.length > 0 ? [element('request', {}, parts)] : []),
    ...responses.map(toResponse),
  ])
}

/** Query parameters of a URL template that have to have one value. */
function fixedQuery(urlTemplate: string): [string, string][] {
  const mark = urlTemplate.indexOf('?')
  const parts = mark < 0 ? [] : urlTemplate.slice(mark + 1).split('&')
  return parts.flatMap((part) => {
    const [name = '', value] = part.split('=')
    return name === '' || value === undefined || value.includes('{') ? [] : [[decodeText(name), decodeText(value)]]
  })
}

function decodeText(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}

function toResponse({ statusCode, description, headers = [], representations = [] }: ModelResponse): string {
  return element('response', { status: String(statusCode) }, [
    ...(description ? [element('doc', {}, [escapeText(description)])] : []),
    ...headers.map((header) => toParam(header, 'header')),
    ...representations.map(toRepresentation),
  ])
}

function toRepresentation({ contentType, schemaId, typeName, formParameters = [] }: ModelRepresentation): string {
  const attributes = { mediaType: contentType, ...(schemaId === grammarsId && typeName ? { element: typeName } : {}) }
  return element(
    'representation',
    attributes,
    formParameters.map((field) => toParam(field, 'query')),
  )
}

const types: Readonly<Record<string, string>> = { integer: 'xs:int', number: 'xs:double', boolean: 'xs:boolean' }

function toParam(parameter: ParameterContract, style: 'template' | 'query' | 'header'): string {
  const { name, type, required, defaultValue, values = [], description } = parameter
  return element(
    'param',
    {
      name,
      style,
      type: types[type] ?? 'xs:string',
      ...(required === true ? { required: 'true' } : {}),
      ...(type === 'array' ? { repeating: 'true' } : {}),
      ...(typeof defaultValue === 'string' ? { default: defaultValue } : {}),
    },
    [
      ...(description ? [element('doc', {}, [escapeText(description)])] : []),
      ...values.map((value) => element('option', { value }, [])),
    ],
  )
}

function element(name: string, attributes: Readonly<Record<string, string>>, content: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(value)}"`)
  if (content.length === 0) return `<${name}${written.join('')}/>`
  const isText = content.length === 1 && !content[0]?.startsWith('<')
  if (isText) return `<${name}${written.join('')}>${content[0]}</${name}>`
  return [`<${name}${written.join('')}>`, ...content.flatMap((part) => indent(part, 1)), `</${name}>`].join('\n')
}

/** Lines of text inside an element stay as they are: only the first of each part moves. */
const indent = (text: string, depth: number): string[] => text.split('\n').map((line) => '  '.repeat(depth) + line)

/** Line breaks are written by number: in an attribute they would become spaces, and indenting must not move text. */
function escapeText(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replace(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
      // Not even by number may these be in XML 1.0.
      .replace(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
  )
}
