import type { OperationProperties } from '@sluice/contracts'
import { createOperationIds } from '../identifier-of.ts'
import type { ImportedOperation } from '../imported-api.ts'
import { childOf, childrenOf, type DefinitionNode, isObject, memberOf, rootOf, textOf } from './definition-node.ts'
import { type ContentContext, type Response, toPascalCase } from './read-openapi-content.ts'
import { type DefinedParameter, type ParameterDialect, readParameterLists, toParameter } from './read-parameters.ts'
import type { Reading } from './reading.ts'
import type { SchemaTypes } from './schema-types.ts'
import type { TagList } from './tag-list.ts'
import { toUrlTemplate } from './url-template.ts'

/** What differs between the versions. */
export interface OperationDialect extends ParameterDialect {
  readonly methods: readonly string[]
  readRequest(
    context: ContentContext,
    operation: DefinitionNode,
    parameters: readonly DefinedParameter[],
  ): Pick<NonNullable<OperationProperties['request']>, 'description' | 'representations'>
  readResponses(context: ContentContext, operation: DefinitionNode): Response[]
}

export interface OperationsContext {
  readonly reading: Reading
  readonly types: SchemaTypes
  readonly tags: TagList
  readonly dialect: OperationDialect
}

const maxNameLength = 300
const maxDescriptionLength = 1000
const methodsWithoutBody: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])
/** Other methods, as OpenAPI 3.2 writes them and as they are written before it. */
const furtherMethods = ['additionalOperations', 'x-oai-additionalOperations']

/** All operations below `paths` and `x-ms-paths`, in order. */
export function readOperations(context: OperationsContext): ImportedOperation[] {
  const { reading } = context
  const takeId = createOperationIds()
  const places = new Map<string, string>()
  const operations: ImportedOperation[] = []
  for (const { path, method, pathNode, item, node } of listOperations(context)) {
    const operation = readOperation(context, { path, method, pathNode, item, node })
    if (operation === undefined) continue
    const { properties, originalId = '' } = operation
    const place = `${method} ${properties.urlTemplate.toLowerCase()}`
    const label = `${method} ${path}`
    const holder = places.get(place)
    if (holder !== undefined) reading.report(node, `${label} and ${holder} have the same method and URL template.`)
    places.set(place, label)
    const id = takeId(originalId, label)
    if (id === undefined) reading.report(node, 'A thousand operations before this one have the same operationId.')
    else operations.push({ id, ...operation })
  }
  return operations
}

interface FoundOperation {
  readonly path: string
  /** Upper case. */
  readonly method: string
  readonly pathNode: DefinitionNode
  /** The path item, after its reference. */
  readonly item: DefinitionNode
  readonly node: DefinitionNode
}

function* listOperations({ reading, dialect }: OperationsContext): Generator<FoundOperation> {
  for (const field of ['paths', 'x-ms-paths']) {
    const paths = childOf(rootOf(reading.root), field)
    if (paths.value === undefined) continue
    if (!isObject(paths.value)) {
      reading.report(paths, `'${field}' has to be an object.`)
      continue
    }
    for (const [path, pathNode] of childrenOf(paths)) {
      if (path.startsWith('x-')) continue
      const item = reading.resolve(pathNode)
      if (item === undefined) continue
      if (!isObject(item.value)) {
        reading.report(pathNode, 'A path has to be an object.')
        continue
      }
      const own = childrenOf(item).filter(([name]) => dialect.methods.includes(name))
      const further = furtherMethods.flatMap((name) => childrenOf(childOf(item, name)))
      for (const [name, node] of [...own, ...further]) {
        if (node.value === undefined) continue
        const method = name.toUpperCase()
        if (!isObject(node.value)) reading.report(node, 'An operation has to be an object.')
        else if (!/^[!#$%&'*+.^_`|~0-9A-Z-]+$/.test(method)) reading.report(node, `'${name}' is no method.`)
        else yield { path, method, pathNode, item, node }
      }
    }
  }
}

function readOperation(
  { reading, types, tags, dialect }: OperationsContext,
  { path, method, pathNode, item, node }: FoundOperation,
): Omit<ImportedOperation, 'id'> | undefined {
  const label = `${method} ${path}`
  const name = `${toPascalCase(path)}${toPascalCase(method.toLowerCase())}`
  const content: ContentContext = { reading, types, name, label }
  const parameters = readParameterLists(reading, [childOf(node, 'parameters'), childOf(item, 'parameters')], dialect)
  const toContract = (parameter: DefinedParameter) => toParameter(reading, parameter, dialect, { types, prefix: name })
  const template = toUrlTemplate({ reading, pathNode, path, label, toContract }, parameters)
  for (const { location } of parameters) {
    if (location === 'cookie') reading.notes.add('Cookie parameters are not part of an operation', label)
  }
  noteRest(reading, item, node, label)
  const hasBody = !methodsWithoutBody.has(method)
  const request = hasBody ? dialect.readRequest(content, node, parameters) : {}
  if (!hasBody && definesBody(node, parameters)) {
    reading.notes.add(`Bodies of ${method} requests are left out`, label)
  }
  const responses = dialect.readResponses(content, node)
  if (template === undefined) return undefined
  const headers = parameters.filter(({ location }) => location === 'header').map(toContract)
  const { queryParameters } = template
  const { description: bodyDescription, representations = [] } = request
  const description = cutDescription(reading, textOf(node, 'description'), label)
  const originalId = textOf(node, 'operationId') || undefined
  return {
    properties: {
      displayName: (textOf(node, 'summary')?.trim() || originalId || label).slice(0, maxNameLength),
      method,
      urlTemplate: template.urlTemplate,
      templateParameters: template.templateParameters,
      ...(description === undefined ? {} : { description }),
      request: {
        ...(bodyDescription === undefined ? {} : { description: bodyDescription }),
        ...(queryParameters.length > 0 ? { queryParameters } : {}),
        ...(headers.length > 0 ? { headers } : {}),
        ...(representations.length > 0 ? { representations } : {}),
      },
      responses,
    },
    tags: tags.readOf(node),
    ...(originalId === undefined ? {} : { originalId }),
  }
}

const definesBody = (node: DefinitionNode, parameters: readonly DefinedParameter[]): boolean =>
  memberOf(node.value, 'requestBody') !== undefined ||
  parameters.some(({ location }) => location === 'body' || location === 'formData')

function noteRest(reading: Reading, item: DefinitionNode, node: DefinitionNode, label: string): void {
  const has = (name: string) => memberOf(node.value, name) !== undefined
  if (has('servers') || memberOf(item.value, 'servers') !== undefined) {
    reading.notes.add('Servers of single paths and operations are left out: an API has one Web service URL', label)
  }
  if (has('callbacks')) reading.notes.add('Callbacks are not part of an operation', label)
  if (memberOf(node.value, 'deprecated') === true) {
    reading.notes.add('That an operation is deprecated is not part of it', label)
  }
}

function cutDescription(reading: Reading, text: string | undefined, label: string): string | undefined {
  if (text === undefined || text.length <= maxDescriptionLength) return text
  reading.notes.add(`Descriptions of operations are cut at ${maxDescriptionLength} characters`, label)
  return text.slice(0, maxDescriptionLength)
}
