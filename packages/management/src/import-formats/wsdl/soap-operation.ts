import type { OperationProperties } from '@sluice/contracts'
import { encodeQueryValue } from '../encode-query-value.ts'
import type { ImportedOperation } from '../imported-api.ts'
import type { NoteList } from '../note-list.ts'
import { childNamed, childrenNamed, localName, type XmlElement } from '../syntax/read-xml.ts'
import { type SoapPort, soapVersionOf } from './select-port.ts'
import { findNamed, type WsdlDocument } from './wsdl-document.ts'

type Representation = NonNullable<NonNullable<OperationProperties['request']>['representations']>[number]

export interface SoapOperationContext {
  /** `<operation>` of the binding. */
  readonly element: XmlElement
  readonly port: SoapPort
  readonly documents: readonly WsdlDocument[]
  readonly schemaId: string | undefined
  /** URL templates of the operations before, in lower case. */
  readonly taken: ReadonlySet<string>
  readonly notes: NoteList
}

/**
 * A SOAP operation as a POST to the root of the API that is told apart by its SOAP action, in the form of the compatible
 * service: `/?soapAction=…`.
 * @see reference: API Management, 2.3
 */
export function toSoapOperation(context: SoapOperationContext): Omit<ImportedOperation, 'id'> {
  const { element, port, documents } = context
  const name = element.attributes.get('name') ?? ''
  const soap = element.children.find((child) => child.name === 'operation' && soapVersionOf(child) !== undefined)
  const action = soap?.attributes.get('soapAction') ?? ''
  const portType = findNamed(documents, 'portType', port.binding.attributes.get('type'))
  const abstract = childrenNamed(portType, 'operation').find((other) => other.attributes.get('name') === name)
  const description = childNamed(abstract, 'documentation')?.text
  const input = toRepresentation(context, childNamed(abstract, 'input'))
  const output = childNamed(abstract, 'output')
  return {
    properties: {
      displayName: (name || action || 'SOAP operation').slice(0, 300),
      method: 'POST',
      urlTemplate: toTemplate(context, action, name),
      templateParameters: [],
      ...(description ? { description: description.slice(0, 1000) } : {}),
      request: {
        ...(port.soapVersion === '1.1' && action !== ''
          ? { headers: [{ name: 'SOAPAction', type: 'string', required: true, values: [`"${action}"`] }] }
          : {}),
        representations: [input],
      },
      responses: [
        output === undefined
          ? { statusCode: 202, description: 'The message was taken.' }
          : { statusCode: 200, description: '', representations: [toRepresentation(context, output)] },
      ],
    },
    tags: [],
    ...(name === '' ? {} : { originalId: name }),
    ...(port.soapVersion === '1.1' && action !== '' ? { policy: toPolicy(action) } : {}),
  }
}

function toTemplate({ taken, notes }: SoapOperationContext, action: string, name: string): string {
  const template = `/?soapAction=${encodeQueryValue(action)}`
  if (action !== '' && !taken.has(template.toLowerCase())) return template
  notes.add(
    'Operations without a SOAP action of their own are found by ?soapAction= with the name of the operation only',
    name,
  )
  let byName = `/?soapAction=${encodeQueryValue(name)}`
  for (let suffix = 1; taken.has(byName.toLowerCase()); suffix++)
    byName = `/?soapAction=${encodeQueryValue(name)}-${suffix}`
  return byName
}

function toRepresentation(
  { documents, schemaId, port }: SoapOperationContext,
  direction: XmlElement | undefined,
): Representation {
  const message = findNamed(documents, 'message', direction?.attributes.get('message'))
  const parts = childrenNamed(message, 'part')
  const type = parts[0]?.attributes.get('element') ?? parts[0]?.attributes.get('type')
  return {
    contentType: port.soapVersion === '1.1' ? 'text/xml' : 'application/soap+xml',
    ...(type !== undefined && parts.length === 1 && schemaId !== undefined
      ? { schemaId, typeName: localName(type) }
      : {}),
  }
}

/** A call that named its action in the URL brings it to the backend in the header that SOAP 1.1 asks for. */
function toPolicy(action: string): string {
  const value = `"${action}"`.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<policies>
  <inbound>
    <base />
    <set-header name="SOAPAction" exists-action="skip">
      <value>${value}</value>
    </set-header>
  </inbound>
  <backend>
    <base />
  </backend>
  <outbound>
    <base />
  </outbound>
  <on-error>
    <base />
  </on-error>
</policies>
`
}
