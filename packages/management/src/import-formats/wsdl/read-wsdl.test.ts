import { createMemoryOutgoing } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { readDefinition } from '../read-definition.ts'
import { readTemplate } from '../read-template.fixture.ts'

const soap = 'http://schemas.xmlsoap.org/wsdl/soap/'
const soap12 = 'http://schemas.xmlsoap.org/wsdl/soap12/'
const types = `<types><x:schema xmlns:x="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:c"><x:element name="Add"/></x:schema></types>
<message name="AddIn"><part name="p" element="t:Add"/></message>
<portType name="Calc"><operation name="Add"><documentation>Adds.</documentation><input message="t:AddIn"/></operation></portType>`
const binding = (name: string, namespace: string, action: string) =>
  `<binding name="${name}" type="t:Calc"><s:binding xmlns:s="${namespace}"/><operation name="Add"><s:operation xmlns:s="${namespace}" soapAction="${action}"/></operation></binding>`
const service = (name: string, ports: readonly (readonly [string, string])[]) =>
  `<service name="${name}">${ports
    .map(
      ([port, to]) =>
        `<port name="${port}" binding="t:${to}"><s:address xmlns:s="${soap}" location="https://h.example/${port}"/></port>`,
    )
    .join('')}</service>`
const wsdl = (content: string) =>
  `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:c" targetNamespace="urn:c">${content}</definitions>`

const two = wsdl(
  `${types}${binding('One', soap, 'urn:c#Add')}${binding('Two', soap12, 'urn:c/Add')}${service('Calc', [
    ['first', 'One'],
    ['second', 'Two'],
  ])}${service('Other', [['third', 'Two']])}`,
)

describe('a WSDL', () => {
  it('becomes a SOAP API with an operation per operation of its first binding', async () => {
    const imported = await readDefinition('wsdl', two, { readTemplate })
    expect(imported.version).toBe('WSDL 1.1')
    expect(imported.properties).toEqual({ type: 'soap', displayName: 'Calc', serviceUrl: 'https://h.example/first' })
    expect(imported.operations).toEqual([
      {
        id: 'add',
        originalId: 'Add',
        tags: [],
        policy: expect.stringContaining('<value>"urn:c#Add"</value>'),
        properties: {
          displayName: 'Add',
          method: 'POST',
          urlTemplate: '/?soapAction=urn:c%23Add',
          templateParameters: [],
          description: 'Adds.',
          request: {
            headers: [{ name: 'SOAPAction', type: 'string', required: true, values: ['"urn:c#Add"'] }],
            representations: [{ contentType: 'text/xml', schemaId: 'xsd', typeName: 'Add' }],
          },
          responses: [{ statusCode: 202, description: 'The message was taken.' }],
        },
      },
    ])
    expect(imported.schemas).toEqual([
      {
        id: 'xsd',
        contentType: 'application/vnd.ms-azure-apim.xsd+xml',
        document: {
          value:
            '<x:schema xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:c" xmlns:x="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:c"><x:element name="Add"/></x:schema>',
        },
      },
    ])
    expect(imported.notes).toEqual(['Other endpoints are left out; wsdlSelector chooses one: second, third.'])
  })

  it('becomes that of the service and endpoint that the selector names', async () => {
    const wsdlSelector = { wsdlServiceName: 'Calc', wsdlEndpointName: 'second' }
    const { operations, properties, notes } = await readDefinition('wsdl', two, { readTemplate, wsdlSelector })
    expect(properties.serviceUrl).toBe('https://h.example/second')
    expect(operations[0]?.properties.request).toEqual({
      representations: [{ contentType: 'application/soap+xml', schemaId: 'xsd', typeName: 'Add' }],
    })
    expect(notes).toEqual([])
  })

  it.each([
    [{ wsdlServiceName: 'None' }, 'wsdlServiceName', "There is no service 'None'. There is: 'Calc', 'Other'."],
    [
      { wsdlEndpointName: 'None' },
      'wsdlEndpointName',
      "There is no endpoint 'None'. There is: 'first', 'second', 'third'.",
    ],
  ])('is refused with what there is when the selector is %j', async (wsdlSelector, field, message) => {
    await expect(readDefinition('wsdl', two, { readTemplate, wsdlSelector })).rejects.toMatchObject({
      faults: [{ target: `properties.wsdlSelector.${field}`, message }],
    })
  })

  it('gives operations without an action of their own the name of the operation', async () => {
    const text = wsdl(`${types}${binding('One', soap, '')}${service('Calc', [['first', 'One']])}`)
    const { operations, notes } = await readDefinition('wsdl', text, { readTemplate })
    expect(operations.map(({ properties, policy }) => [properties.urlTemplate, policy])).toEqual([
      ['/?soapAction=Add', undefined],
    ])
    expect(notes).toEqual([
      'Operations without a SOAP action of their own are found by ?soapAction= with the name of the operation only: Add.',
    ])
  })

  it('is put together from the documents that a linked one imports', async () => {
    const outgoing = createMemoryOutgoing(({ url }) =>
      url.endsWith('/main')
        ? new Response(wsdl(`<import namespace="urn:c" location="part"/>${service('Calc', [['first', 'One']])}`))
        : new Response(wsdl(`<import location="main"/>${types}${binding('One', soap, 'urn:Add')}`)),
    )
    const { operations, schemas } = await readDefinition('wsdl-link', 'https://w.example/main', {
      readTemplate,
      outgoing,
    })
    expect([operations.length, schemas.length, outgoing.requests.length]).toEqual([1, 1, 2])
  })

  it.each([
    [wsdl(`<import location="other.wsdl"/>`), 'Another WSDL is imported here'],
    [wsdl(service('Calc', [['first', 'Missing']])), "The binding 't:Missing' is not defined."],
    [
      wsdl(
        `${types}<binding name="One" type="t:Calc"><s:binding xmlns:s="${soap}"/></binding>${service('C', [['p', 'One']])}`,
      ),
      'The binding has no operations.',
    ],
  ])('such as %s is refused', async (text, message) => {
    await expect(readDefinition('wsdl', text, { readTemplate })).rejects.toMatchObject({
      faults: [{ target: expect.stringMatching(/^line 1|^line 3/), message: expect.stringContaining(message) }],
    })
  })
})
