import { isAppError } from '@sluice/contracts'
import { definitionFault, refuseDefinition, valueField } from '../definition-faults.ts'
import { fetchText } from '../fetch-text.ts'
import { createOperationIds } from '../identifier-of.ts'
import type { ImportedApi, ImportedOperation, ImportedSchema, ImportOptions } from '../imported-api.ts'
import { createNoteList } from '../note-list.ts'
import { childNamed, childrenNamed, placeOfElement, readXml, type XmlElement } from '../syntax/read-xml.ts'
import { selectPort, wsdlNamespace } from './select-port.ts'
import { toSoapOperation } from './soap-operation.ts'
import type { WsdlDocument } from './wsdl-document.ts'

const schemaType = 'application/vnd.ms-azure-apim.xsd+xml'
const maxDocuments = 20

/**
 * Reads a WSDL 1.1 as a SOAP API that is passed through: one operation per operation of the binding.
 * @throws AppError `ValidationError` with place and reason
 */
export async function readWsdl(text: string, url: string | undefined, options: ImportOptions): Promise<ImportedApi> {
  const notes = createNoteList()
  const documents = await readDocuments(text, url, options)
  const port = selectPort(documents, options.wsdlSelector, notes)
  const schemas = readSchemas(documents)
  const takeId = createOperationIds()
  const taken = new Set<string>()
  const operations = childrenNamed(port.binding, 'operation').flatMap((element): ImportedOperation[] => {
    const operation = toSoapOperation({ element, port, documents, schemaId: schemas[0]?.id, taken, notes })
    taken.add(operation.properties.urlTemplate.toLowerCase())
    const id = takeId(operation.originalId ?? '', 'operation')
    return id === undefined ? [] : [{ id, ...operation }]
  })
  if (operations.length === 0) {
    refuseDefinition([
      definitionFault(placeOfElement(port.document.text, port.binding), 'The binding has no operations.'),
    ])
  }
  noteImports(documents, notes)
  const description =
    childNamed(port.service, 'documentation')?.text || childNamed(documents[0].root, 'documentation')?.text
  const displayName = port.service?.attributes.get('name') ?? documents[0].root.attributes.get('name')
  return {
    format: 'wsdl',
    version: 'WSDL 1.1',
    properties: {
      type: 'soap',
      ...(displayName === undefined ? {} : { displayName: displayName.slice(0, 300) }),
      ...(description ? { description } : {}),
      ...(port.serviceUrl === undefined ? {} : { serviceUrl: port.serviceUrl }),
    },
    operations,
    tags: [],
    schemas,
    source: { mediaType: 'application/xml', text },
    notes: notes.toTexts(),
  }
}

/** The text that was sent and all that it imports, each once; imports are followed from links only. */
async function readDocuments(
  text: string,
  url: string | undefined,
  options: ImportOptions,
): Promise<readonly [WsdlDocument, ...WsdlDocument[]]> {
  const first = { text, url, root: await readRoot(text, url) }
  const documents: [WsdlDocument, ...WsdlDocument[]] = [first]
  const known = new Set([url])
  for (const document of documents) {
    for (const element of childrenNamed(document.root, 'import')) {
      const location = element.attributes.get('location')
      if (location === undefined || !URL.canParse(location, document.url)) {
        refuseDefinition([
          definitionFault(
            placeOfElement(document.text, element),
            'Another WSDL is imported here, which only an import from a link can find. Put its content into the definition.',
          ),
        ])
      }
      const { href } = new URL(location, document.url)
      if (known.has(href)) continue
      known.add(href)
      if (known.size > maxDocuments) {
        refuseDefinition([definitionFault(valueField, `The WSDL imports more than ${maxDocuments} others.`)])
      }
      const fetched = await fetchText(href, options)
      documents.push({ ...fetched, root: await readRoot(fetched.text, href) })
    }
  }
  return documents
}

async function readRoot(text: string, url: string | undefined): Promise<XmlElement> {
  try {
    const root = await readXml(text)
    if (root.name === 'definitions' && root.namespace === wsdlNamespace) return root
    const message =
      root.name === 'description' && /wsdl/i.test(root.namespace)
        ? 'This is WSDL 2.0; only WSDL 1.1 is read.'
        : `<${root.name}> is not the beginning of a WSDL 1.1.`
    return refuseDefinition([definitionFault(placeOfElement(text, root), message)])
  } catch (error) {
    if (url === undefined || !isAppError(error)) throw error
    refuseDefinition(
      error.faults.map(({ target, message }) => definitionFault(`${target} of ${url}`, message)),
      error,
    )
  }
}

/** The schemas of `<types>`, each a document of its own. */
function readSchemas(documents: readonly WsdlDocument[]): ImportedSchema[] {
  return documents
    .flatMap(({ root, text }) =>
      childrenNamed(root, 'types').flatMap((types) =>
        childrenNamed(types, 'schema').map((schema) => withDeclarations(schema, text)),
      ),
    )
    .map((value, index) => ({
      id: index === 0 ? 'xsd' : `xsd-${index}`,
      contentType: schemaType,
      document: { value },
    }))
}

/** The text of an element with the namespaces that were declared further out. */
function withDeclarations(element: XmlElement, text: string): string {
  const own = text.slice(element.start, element.end)
  const [tag = ''] = /^<[^\s/>]+/.exec(own) ?? []
  const head = own.slice(0, own.indexOf('>') + 1)
  const declarations = Object.entries(element.prefixes)
    .map(([prefix, namespace]) => [prefix === '' ? 'xmlns' : `xmlns:${prefix}`, namespace] as const)
    .filter(([name]) => !new RegExp(`\\s${name}\\s*=`).test(head) && name !== 'xmlns:xml' && name !== 'xmlns:xmlns')
    .map(
      ([name, namespace]) =>
        ` ${name}="${namespace.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"`,
    )
  return `${tag}${declarations.join('')}${own.slice(tag.length)}`
}

function noteImports(documents: readonly WsdlDocument[], notes: ReturnType<typeof createNoteList>): void {
  for (const { root } of documents) {
    for (const schema of childrenNamed(childNamed(root, 'types'), 'schema')) {
      for (const element of [...childrenNamed(schema, 'import'), ...childrenNamed(schema, 'include')]) {
        const location = element.attributes.get('schemaLocation')
        if (location !== undefined) notes.add('Schemas that are imported from elsewhere are not fetched', location)
      }
    }
  }
}
