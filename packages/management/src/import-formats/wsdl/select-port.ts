import { definitionFault, refuseDefinition, valueField } from '../definition-faults.ts'
import type { ImportOptions } from '../imported-api.ts'
import type { NoteList } from '../note-list.ts'
import { childrenNamed, placeOfElement, type XmlElement } from '../syntax/read-xml.ts'
import { findNamed, type WsdlDocument } from './wsdl-document.ts'

export const wsdlNamespace = 'http://schemas.xmlsoap.org/wsdl/'
const soapVersions: Readonly<Record<string, '1.1' | '1.2'>> = {
  'http://schemas.xmlsoap.org/wsdl/soap/': '1.1',
  'http://schemas.xmlsoap.org/wsdl/soap12/': '1.2',
}

/** The endpoint that an API stands for. */
export interface SoapPort {
  readonly document: WsdlDocument
  /** Undefined where a WSDL has bindings only. */
  readonly service: XmlElement | undefined
  readonly binding: XmlElement
  readonly soapVersion: '1.1' | '1.2'
  readonly serviceUrl: string | undefined
}

/** SOAP version of an element of the SOAP namespaces. */
export const soapVersionOf = (element: XmlElement): '1.1' | '1.2' | undefined => soapVersions[element.namespace]

/**
 * The port that the selector names or, without one, the first with a SOAP binding.
 * @throws AppError `ValidationError` when there is none
 */
export function selectPort(
  documents: readonly [WsdlDocument, ...WsdlDocument[]],
  selector: ImportOptions['wsdlSelector'],
  notes: NoteList,
): SoapPort {
  const services = documents.flatMap((document) =>
    childrenNamed(document.root, 'service').map((service) => ({ document, service })),
  )
  const refuse = (document: WsdlDocument, element: XmlElement, message: string): never =>
    refuseDefinition([definitionFault(placeOfElement(document.text, element), message)])
  const { wsdlServiceName, wsdlEndpointName } = selector ?? {}
  const named = services.filter(({ service }) => wsdlServiceName === undefined || nameOf(service) === wsdlServiceName)
  if (wsdlServiceName !== undefined && named.length === 0) {
    const names = services.map(({ service }) => `'${nameOf(service)}'`).join(', ') || 'none'
    refuseDefinition([
      definitionFault(
        'properties.wsdlSelector.wsdlServiceName',
        `There is no service '${wsdlServiceName}'. There is: ${names}.`,
      ),
    ])
  }
  const ports = named.flatMap(({ document, service }) =>
    childrenNamed(service, 'port').map((port) => {
      const binding = findNamed(documents, 'binding', port.attributes.get('binding'))
      if (binding === undefined) {
        return refuse(document, port, `The binding '${port.attributes.get('binding') ?? ''}' is not defined.`)
      }
      return { document, service, port, binding, soapVersion: bindingVersion(binding) }
    }),
  )
  const wanted = ports.filter(({ port }) => wsdlEndpointName === undefined || nameOf(port) === wsdlEndpointName)
  if (wsdlEndpointName !== undefined && wanted.length === 0) {
    const names = ports.map(({ port }) => `'${nameOf(port)}'`).join(', ') || 'none'
    refuseDefinition([
      definitionFault(
        'properties.wsdlSelector.wsdlEndpointName',
        `There is no endpoint '${wsdlEndpointName}'. There is: ${names}.`,
      ),
    ])
  }
  for (const { soapVersion, port, ...rest } of wanted) {
    if (soapVersion === undefined) continue
    const others = ports.filter((other) => other.port !== port).map((other) => nameOf(other.port))
    if (selector?.wsdlEndpointName === undefined && others.length > 0) {
      notes.add('Other endpoints are left out; wsdlSelector chooses one', others.join(', '))
    }
    return { ...rest, soapVersion, serviceUrl: addressOf(port) }
  }
  for (const document of documents) {
    for (const binding of services.length === 0 ? childrenNamed(document.root, 'binding') : []) {
      const soapVersion = bindingVersion(binding)
      if (soapVersion !== undefined)
        return { document, service: undefined, binding, soapVersion, serviceUrl: undefined }
    }
  }
  return refuseDefinition([
    definitionFault(valueField, 'There is no binding for SOAP 1.1 or 1.2 over HTTP in this WSDL.'),
  ])
}

const nameOf = (element: XmlElement): string => element.attributes.get('name') ?? ''

function bindingVersion(binding: XmlElement): '1.1' | '1.2' | undefined {
  const soap = binding.children.find((child) => child.name === 'binding' && soapVersionOf(child) !== undefined)
  return soap === undefined ? undefined : soapVersionOf(soap)
}

function addressOf(port: XmlElement): string | undefined {
  const location = port.children.find((child) => child.name === 'address')?.attributes.get('location')
  if (location === undefined || !URL.canParse(location)) return undefined
  const { protocol, href } = new URL(location)
  return protocol === 'http:' || protocol === 'https:' ? href : undefined
}
