import type { Fault } from '@sluice/contracts'
import { definitionFault, refuseDefinition } from '../definition-faults.ts'
import { encodeQueryValue } from '../encode-query-value.ts'
import { createOperationIds } from '../identifier-of.ts'
import type { ImportedApi, ImportedOperation, ImportOptions } from '../imported-api.ts'
import { createNoteList } from '../note-list.ts'
import { withRequiredQuery } from '../required-query.ts'
import { childNamed, childrenNamed, placeOfElement, readXml, type XmlElement } from '../syntax/read-xml.ts'
import { readDoc, readParameter, readRepresentations, readWadlResponses } from './wadl-elements.ts'
import { grammarsId, type WadlReading } from './wadl-reading.ts'

const grammarsType = 'application/vnd.ms-azure-apim.wadl.grammars+xml'
const namespaces = /^https?:\/\/(wadl\.dev\.java\.net|research\.sun\.com\/wadl)\//

/** @throws AppError `ValidationError` with every fault and its place */
export async function readWadl(text: string, url: string | undefined, options: ImportOptions): Promise<ImportedApi> {
  const root = await readXml(text)
  if (root.name !== 'application' || !namespaces.test(root.namespace)) {
    refuseDefinition([definitionFault(placeOfElement(text, root), `<${root.name}> is not the beginning of a WADL.`)])
  }
  const grammars = childNamed(root, 'grammars')
  const reading = createReading(text, root, options, (grammars?.children.length ?? 0) > 0)
  const resources = childrenNamed(root, 'resources')
  if (resources.length === 0) reading.report(root, 'A WADL has to have <resources>.')
  const operations = resources.flatMap((element) => readResources(reading, root, element))
  if (reading.faults.length > 0) refuseDefinition(reading.faults)
  const doc = readDoc(root)
  const serviceUrl = readBase(resources[0], url)
  return {
    format: 'wadl',
    version: 'WADL',
    properties: {
      type: 'http',
      ...(doc.title === undefined ? {} : { displayName: doc.title.slice(0, 300) }),
      ...(doc.text === undefined ? {} : { description: doc.text }),
      ...(serviceUrl === undefined ? {} : { serviceUrl }),
    },
    operations: withIds(operations, reading),
    tags: [],
    schemas:
      grammars !== undefined && reading.hasGrammars
        ? [{ id: grammarsId, contentType: grammarsType, document: { value: text.slice(grammars.start, grammars.end) } }]
        : [],
    source: { mediaType: 'application/xml', text },
    notes: reading.notes.toTexts(),
  }
}

type FoundOperation = Omit<ImportedOperation, 'id'> & { readonly element: XmlElement }

function createReading(text: string, root: XmlElement, options: ImportOptions, hasGrammars: boolean): WadlReading {
  const faults: Fault[] = []
  const byId = new Map<string, XmlElement>()
  const collect = (element: XmlElement) => {
    const id = element.attributes.get('id')
    if (id !== undefined) byId.set(id, element)
    element.children.forEach(collect)
  }
  collect(root)
  const report = (element: XmlElement, message: string) => {
    faults.push(definitionFault(placeOfElement(text, element), message))
  }
  return {
    text,
    options,
    faults,
    notes: createNoteList(),
    hasGrammars,
    report,
    resolve(element) {
      const href = element.attributes.get('href')
      if (href === undefined) return element
      const target = href.startsWith('#') ? byId.get(href.slice(1)) : undefined
      if (target !== undefined && target.name === element.name) return target
      report(element, `'${href}' leads to no <${element.name}> of this document.`)
      return element
    },
  }
}

function readBase(resources: XmlElement | undefined, url: string | undefined): string | undefined {
  const base = resources?.attributes.get('base')
  if (base === undefined || !URL.canParse(base, url)) return undefined
  const { protocol, href } = new URL(base, url)
  return protocol === 'http:' || protocol === 'https:' ? href.replace(/\/$/, '') : undefined
}

function readResources(reading: WadlReading, root: XmlElement, resources: XmlElement): FoundOperation[] {
  const types = new Map(childrenNamed(root, 'resource_type').map((type) => [type.attributes.get('id'), type]))
  const walk = (
    resource: XmlElement,
    parentPath: string,
    parentParameters: readonly XmlElement[],
  ): FoundOperation[] => {
    const own = resource.attributes.get('path') ?? ''
    const path = `${parentPath}/${own.replace(/^\/|\/$/g, '')}`.replace(/\/$/, '')
    const ofTypes = (resource.attributes.get('type') ?? '')
      .split(/\s+/)
      .flatMap((name) => types.get(name.slice(1)) ?? [])
    const sources = [resource, ...ofTypes]
    const parameters = [...parentParameters, ...sources.flatMap((source) => childrenNamed(source, 'param'))]
    const methods = sources.flatMap((source) => childrenNamed(source, 'method'))
    return [
      ...methods.flatMap(
        (method) => readMethod(reading, reading.resolve(method), path === '' ? '/' : path, parameters) ?? [],
      ),
      ...childrenNamed(resource, 'resource').flatMap((child) => walk(child, path, parameters)),
    ]
  }
  return childrenNamed(resources, 'resource').flatMap((resource) => walk(resource, '', []))
}

function readMethod(
  reading: WadlReading,
  method: XmlElement,
  writtenPath: string,
  ofResource: readonly XmlElement[],
): FoundOperation | undefined {
  const verb = method.attributes.get('name')?.toUpperCase()
  if (verb === undefined || !/^[!#$%&'*+.^_`|~0-9A-Z-]+$/.test(verb)) {
    reading.report(method, "A <method> has to have the name of a method in 'name'.")
    return undefined
  }
  const label = `${verb} ${writtenPath}`
  const path = writtenPath.replace(/\{\s*([^{}:\s]+)\s*:[^{}]*(\{[^{}]*\}[^{}]*)*\}/g, (_, name: string) => {
    reading.notes.add('Patterns of path parameters are left out', label)
    return `{${name}}`
  })
  const { parameterNames, faults } = reading.options.readTemplate(path)
  if (faults.length > 0) {
    reading.report(method, `The path ${writtenPath} is no URL template: ${faults.join('. ')}.`)
    return undefined
  }
  const request = childNamed(method, 'request')
  const parameters = [...ofResource, ...childrenNamed(request, 'param')].map((param) => reading.resolve(param))
  const styled = (style: string) => parameters.filter((param) => param.attributes.get('style') === style)
  if (styled('matrix').length > 0) reading.notes.add('Matrix parameters are not part of an operation', label)
  const declared = new Map(styled('template').map((param) => [param.attributes.get('name'), param]))
  const templateParameters = parameterNames.map((name) => {
    const param = declared.get(name)
    return { ...(param === undefined ? { name, type: 'string' } : readParameter(reading, param)), required: true }
  })
  const isFixed = (param: XmlElement) =>
    param.attributes.get('fixed') !== undefined && param.attributes.get('required') === 'true'
  const fixed = styled('query')
    .filter(isFixed)
    .map(({ attributes }) => `${attributes.get('name')}=${encodeQueryValue(attributes.get('fixed') ?? '')}`)
  const template = withRequiredQuery(
    { urlTemplate: fixed.length > 0 ? `${path}?${fixed.join('&')}` : path, templateParameters },
    styled('query')
      .filter((param) => !isFixed(param))
      .map((param) => ({ contract: readParameter(reading, param) })),
    { notes: reading.notes, label, translateRequiredQueryParameters: reading.options.translateRequiredQueryParameters },
  )
  const headers = styled('header').map((param) => readParameter(reading, param))
  const hasBody = verb !== 'GET' && verb !== 'HEAD' && verb !== 'OPTIONS'
  const representations = readRepresentations(reading, request)
  if (!hasBody && representations.length > 0) reading.notes.add(`Bodies of ${verb} requests are left out`, label)
  const originalId = method.attributes.get('id')
  const doc = readDoc(method)
  const { urlTemplate, queryParameters } = template
  return {
    element: method,
    properties: {
      displayName: (doc.title ?? originalId ?? label).slice(0, 300),
      method: verb,
      urlTemplate,
      templateParameters: template.templateParameters,
      ...(doc.text === undefined ? {} : { description: doc.text.slice(0, 1000) }),
      request: {
        ...(queryParameters.length > 0 ? { queryParameters } : {}),
        ...(headers.length > 0 ? { headers } : {}),
        ...(hasBody && representations.length > 0 ? { representations } : {}),
      },
      responses: readWadlResponses(reading, method),
    },
    tags: [],
    ...(originalId === undefined ? {} : { originalId }),
  }
}

function withIds(found: readonly FoundOperation[], reading: WadlReading): ImportedOperation[] {
  const takeId = createOperationIds()
  const places = new Set<string>()
  const operations = found.flatMap(({ element, ...operation }) => {
    const { method, urlTemplate } = operation.properties
    const place = `${method} ${urlTemplate.toLowerCase()}`
    if (places.has(place)) reading.report(element, `Another <method> before this one is ${method} ${urlTemplate}, too.`)
    places.add(place)
    const id = takeId(operation.originalId ?? '', `${method} ${urlTemplate}`)
    return id === undefined ? [] : [{ id, ...operation }]
  })
  if (reading.faults.length > 0) refuseDefinition(reading.faults)
  return operations
}
