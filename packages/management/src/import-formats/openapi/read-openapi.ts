import { definitionFault, refuseDefinition, valueField } from '../definition-faults.ts'
import type { ImportedApi, ImportedApiProperties, ImportOptions } from '../imported-api.ts'
import { readText } from '../syntax/read-text.ts'
import { childOf, type DefinitionNode, isObject, memberOf, rootOf, textOf } from './definition-node.ts'
import { readRequestBody, readResponses } from './read-openapi-content.ts'
import { type OperationDialect, readOperations } from './read-operations.ts'
import { openApiParameters, swaggerParameters } from './read-parameters.ts'
import { readSwaggerBody, readSwaggerResponses } from './read-swagger-content.ts'
import { readWithReferences } from './read-with-references.ts'
import type { Reading } from './reading.ts'
import { createSchemaTypes, type SchemaPlace } from './schema-types.ts'
import { readHost, readServers } from './servers.ts'
import { createTagList } from './tag-list.ts'

/**
 * Reads OpenAPI 2.0, 3.0 and 3.1, in JSON or YAML.
 * @param url where the text was fetched from, if it was
 * @throws AppError `ValidationError` with every fault and its place
 */
export async function readOpenApi(text: string, url: string | undefined, options: ImportOptions): Promise<ImportedApi> {
  if (/^\uFEFF?\s*</.test(text)) {
    refuseDefinition([definitionFault(valueField, 'This is XML: WADL has the format wadl-xml, WSDL the format wsdl.')])
  }
  const read = await readText(text)
  const source = { mediaType: read.mediaType, text }
  return readWithReferences({ url, text: read }, options, (reading) => ({ ...readApi(reading), source }))
}

interface Version {
  readonly format: 'openapi' | 'swagger'
  readonly version: string
  readonly schemas: SchemaPlace
  readonly dialect: OperationDialect
  readBackend(reading: Reading): Pick<ImportedApiProperties, 'serviceUrl' | 'protocols'>
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch']

const swagger: Version = {
  format: 'swagger',
  version: '2.0',
  schemas: {
    id: 'definitions',
    contentType: 'application/vnd.ms-azure-apim.swagger.definitions+json',
    path: ['definitions'],
  },
  dialect: { ...swaggerParameters, methods, readRequest: readSwaggerBody, readResponses: readSwaggerResponses },
  readBackend: readHost,
}

const openApi = (version: string): Version => ({
  format: 'openapi',
  version,
  schemas: {
    id: 'components',
    contentType: 'application/vnd.oai.openapi.components+json',
    path: ['components', 'schemas'],
  },
  dialect: {
    ...openApiParameters,
    methods: [...methods, 'trace'],
    readRequest: (context, operation) => readRequestBody(context, childOf(operation, 'requestBody')),
    readResponses: (context, operation) => readResponses(context, childOf(operation, 'responses')),
  },
  readBackend: (reading) => ({ ...readServers(reading, 'servers'), ...readServers(reading, 'x-servers') }),
})

function readApi(reading: Reading): Omit<ImportedApi, 'source'> {
  const root = rootOf(reading.root)
  const version = readVersion(reading, root)
  if (version === undefined) return refuseDefinition(reading.toFaults())
  const properties = {
    type: 'http' as const,
    ...readInfo(reading, childOf(root, 'info')),
    ...version.readBackend(reading),
  }
  const hasOperations = ['paths', 'x-ms-paths'].some((name) => memberOf(root.value, name) !== undefined)
  const isWithoutPaths =
    version.version.startsWith('3.1') &&
    ['webhooks', 'components'].some((name) => memberOf(root.value, name) !== undefined)
  if (!hasOperations && !isWithoutPaths) reading.report(root, "'paths' is required.")
  const types = createSchemaTypes(reading, version.schemas)
  const tags = createTagList(reading)
  const operations = readOperations({ reading, types, tags, dialect: version.dialect })
  noteRest(reading, root)
  return {
    format: version.format,
    version: version.version,
    properties,
    operations,
    tags: tags.toTags(),
    schemas: types.toSchemas(),
    notes: reading.notes.toTexts(),
  }
}

/** YAML makes numbers of versions that are not quoted. */
function readVersion(reading: Reading, root: DefinitionNode): Version | undefined {
  if (!isObject(root.value)) {
    reading.report(root, 'A definition has to be an object.')
    return undefined
  }
  const { openapi: given, swagger: givenSwagger } = root.value
  if (given === undefined && givenSwagger === undefined) {
    reading.report(root, "This is no OpenAPI definition: it has neither 'openapi' nor 'swagger'.")
    return undefined
  }
  if (given === undefined) {
    if (givenSwagger === '2.0' || givenSwagger === 2) return swagger
    reading.report(childOf(root, 'swagger'), `Version ${JSON.stringify(givenSwagger)} is not read. It has to be "2.0".`)
    return undefined
  }
  const version = given === 3 ? '3.0' : String(given)
  if (/^3\.[01](\.\d+)?(-.*)?$/.test(version)) return openApi(version)
  reading.report(childOf(root, 'openapi'), `Version ${JSON.stringify(given)} is not read. It has to be 3.0 or 3.1.`)
  return undefined
}

function readInfo(reading: Reading, info: DefinitionNode): ImportedApiProperties {
  if (!isObject(info.value)) {
    reading.report(info, info.value === undefined ? "'info' is required." : "'info' has to be an object.")
    return {}
  }
  const displayName = textOf(info, 'title')?.trim().slice(0, 300)
  if (displayName === undefined || displayName === '') reading.report(childOf(info, 'title'), "'title' is required.")
  const description = textOf(info, 'description')
  const termsOfServiceUrl = textOf(info, 'termsOfService')
  const contact = readTexts(childOf(info, 'contact'), ['name', 'url', 'email'])
  const license = readTexts(childOf(info, 'license'), ['name', 'url'])
  return {
    ...(displayName === undefined ? {} : { displayName }),
    ...(description === undefined ? {} : { description }),
    ...(termsOfServiceUrl === undefined ? {} : { termsOfServiceUrl }),
    ...(contact === undefined ? {} : { contact }),
    ...(license === undefined ? {} : { license }),
  }
}

function readTexts(node: DefinitionNode, names: readonly string[]): Record<string, string> | undefined {
  const entries = names.flatMap((name) => {
    const text = textOf(node, name)
    return text === undefined ? [] : [[name, text] as const]
  })
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

function noteRest(reading: Reading, root: DefinitionNode): void {
  for (const name of Object.keys(isObject(root.value) ? root.value : {})) {
    if (name === 'webhooks') reading.notes.add('Webhooks are not part of an API', name)
    if (name === 'security' || name === 'securityDefinitions') {
      reading.notes.add('Security requirements are left out: the API sets its own', name)
    }
    if (name.startsWith('x-') && name !== 'x-ms-paths' && name !== 'x-servers') {
      reading.notes.add('Extensions are not part of an API', name)
    }
  }
}
