import { Worker } from 'node:worker_threads'
import type { ApiSchemaProperties, GlobalSchemaProperties } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { createInlineXmlChecker } from './inline-xml-checker.ts'
import { xmlSchemasOfApi, xmlSchemasOfInstance } from './schema-sets.ts'
import { createThreadedXmlChecker } from './threaded-xml-checker.ts'
import type { XmlCheck, XmlSchemaChecker, XmlSchemaSet } from './xml-schema-checker.ts'

const xs = (attributes: string, content: string) =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" ${attributes}>${content}</xs:schema>`

const contentType = 'application/vnd.ms-azure-apim.xsd+xml'
function ofApi(...texts: readonly string[]): XmlSchemaSet {
  const schemas = new Map<string, ApiSchemaProperties>(
    texts.map((value, index) => [`xsd-${index}`, { contentType, document: { value } }]),
  )
  const set = xmlSchemasOfApi(schemas)
  if (set === undefined) throw new Error('There are no schemas.')
  return set
}

const order = xs(
  'targetNamespace="urn:a" xmlns:b="urn:b" elementFormDefault="qualified"',
  `<xs:import namespace="urn:b" schemaLocation="http://example.com/b.xsd"/>
   <xs:element name="Order"><xs:complexType><xs:sequence>
     <xs:element name="count" type="xs:int"/><xs:element ref="b:note" minOccurs="0"/>
   </xs:sequence></xs:complexType></xs:element>`,
)
const note = xs('targetNamespace="urn:b"', '<xs:element name="note" type="xs:string"/>')
const more = xs('targetNamespace="urn:b"', '<xs:element name="more" type="xs:boolean"/>')
const plain = xs('', '<xs:element name="plain" type="xs:date"/>')

const startThread = () => new Worker(new URL('./xml-check-thread.fixture.ts', import.meta.url))

/** Matching takes twice as long with each further letter, in some engines. */
const slow = xs(
  '',
  `<xs:element name="a"><xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="${'(a|aa)?'.repeat(60)}${'(a|aa)'.repeat(60)}b"/></xs:restriction></xs:simpleType></xs:element>`,
)

describe.each<[string, () => XmlSchemaChecker]>([
  ['on the own thread', createInlineXmlChecker],
  ['on a thread of its own', () => createThreadedXmlChecker(startThread)],
])('a check of XML %s', (_, create) => {
  const checker = create()
  const check = (schemas: XmlSchemaSet, text: string, part: XmlCheck['part'] = 'document') =>
    checker.check({ schemas, text, part })
  const all = ofApi(order, note, more, plain)

  it('takes what fits any of the schemas', async () => {
    for (const text of [
      '<Order xmlns="urn:a"><count>1</count><note xmlns="urn:b">x</note></Order>',
      '<more xmlns="urn:b">true</more>',
      '<?xml version="1.0" encoding="ISO-8859-1"?><plain>2026-01-31</plain>',
    ]) {
      expect(await check(all, text)).toEqual({ kind: 'checked', faults: [] })
    }
  })

  it('tells all that does not fit, with its line', async () => {
    expect(await check(all, '<Order xmlns="urn:a">\n<count>many</count>\n<other/></Order>')).toEqual({
      kind: 'checked',
      faults: [
        { message: "Element '{urn:a}count': 'many' is not a valid value of the atomic type 'xs:int'.", line: 2 },
        { message: "Element '{urn:a}other': This element is not expected. Expected is ( {urn:b}note ).", line: 3 },
      ],
    })
    expect(await check(all, '<Unknown/>')).toEqual({
      kind: 'checked',
      faults: [
        { message: "Element 'Unknown': No matching global declaration available for the validation root.", line: 1 },
      ],
    })
  })

  it('looks into the body of a SOAP envelope, not at its headers and faults', async () => {
    const envelope = (version: string, body: string) =>
      `<s:Envelope xmlns:s="${version}"><s:Header><any/></s:Header>\n<s:Body><?pi x?>${body}</s:Body></s:Envelope>`
    const old = 'http://schemas.xmlsoap.org/soap/envelope/'
    const fits = '<Order xmlns="urn:a"><count>1</count></Order>'
    expect(await check(all, envelope(old, fits), 'soap-body')).toEqual({ kind: 'checked', faults: [] })
    expect(await check(all, envelope(old, '<s:Fault/>'), 'soap-body')).toEqual({ kind: 'checked', faults: [] })
    expect(await check(all, envelope('http://www.w3.org/2003/05/soap-envelope', '<o/>'), 'soap-body')).toEqual({
      kind: 'checked',
      faults: [{ message: "Element 'o': No matching global declaration available for the validation root.", line: 2 }],
    })
    const none = { kind: 'unreadable', reason: 'It is no SOAP envelope.' }
    expect(await check(all, envelope('urn:other', fits), 'soap-body')).toEqual(none)
    expect(await check(all, fits, 'soap-body')).toEqual(none)
  })

  it('reads nothing that is not well-formed or brings a document type', async () => {
    expect(await check(all, '<plain>')).toEqual({
      kind: 'unreadable',
      reason: 'Premature end of data in tag plain line 1 (line 1)',
    })
    const text = '<!DOCTYPE plain [<!ENTITY e SYSTEM "file:///etc/hostname">]><plain>&e;</plain>'
    expect(await check(all, text)).toEqual({
      kind: 'unreadable',
      reason: 'a document type declaration is not read',
    })
  })

  it('opens no file and no address that a schema names', async () => {
    for (const address of ['file:///etc/hostname', '/etc/hostname', 'http://127.0.0.1:1/x.xsd']) {
      const schemas = ofApi(xs('', `<xs:include schemaLocation="${address}"/><xs:element name="a" type="missing"/>`))
      expect(await check(schemas, '<a/>')).toMatchObject({ kind: 'unusable' })
    }
  })

  it('says why schemas cannot be used', async () => {
    expect(await check(ofApi(xs('', '<xs:element name="a" type="missing"/>')), '<a/>')).toEqual({
      kind: 'unusable',
      reason:
        "element decl. 'a', attribute 'type': The QName value 'missing' does not resolve to a(n) type definition (line 1)",
    })
    expect(await check(ofApi('<xs:schema'), '<a/>')).toMatchObject({ kind: 'unusable' })
    expect(await check(ofApi(xs('', `<!--${'x'.repeat(4 * 1024 * 1024)}-->`)), '<a/>')).toEqual({
      kind: 'unusable',
      reason: 'the schema has more than 4 MB',
    })
  })

  it('follows schemas of the instance into those that they name', async () => {
    const schemas = new Map<string, GlobalSchemaProperties>([
      ['order', { schemaType: 'xml', value: order.replace('http://example.com/b.xsd', 'Note.xsd') }],
      ['note', { schemaType: 'xml', value: note }],
      ['json', { schemaType: 'json', document: {} }],
    ])
    const set = xmlSchemasOfInstance(schemas, 'order')
    if (set === undefined) throw new Error('There is no such schema.')
    expect(await check(set, '<Order xmlns="urn:a"><count>1</count><note xmlns="urn:b">x</note></Order>')).toEqual({
      kind: 'checked',
      faults: [],
    })
    expect(xmlSchemasOfInstance(schemas, 'json')).toBeUndefined()
  })
})

describe('a thread that checks XML', () => {
  const plainCheck: XmlCheck = { schemas: ofApi(plain), text: '<plain>2026-01-31</plain>', part: 'document' }
  const fits = { kind: 'checked', faults: [] }

  it('survives expressions that would take too many steps', async () => {
    let started = 0
    const checker = createThreadedXmlChecker(() => {
      started += 1
      return startThread()
    })
    const text = `<a>${'a'.repeat(90)}</a>`
    expect(await checker.check({ schemas: ofApi(slow), text, part: 'document' })).toMatchObject({ kind: 'unusable' })
    expect(await checker.check(plainCheck)).toEqual(fits)
    expect(started).toBeLessThanOrEqual(2)
  })

  it.each([
    ['takes too long', 'while (true);', 'the check took more than 4 seconds'],
    ['dies', "require('node:worker_threads').parentPort.on('message', () => process.exit(1))", 'the check ended early'],
    [
      'fails',
      "require('node:worker_threads').parentPort.on('message', () => { throw new Error('no') })",
      'the check failed (no)',
    ],
  ])('is replaced when it %s', async (_, code, reason) => {
    const maxMs = 4_000
    const threads = [() => new Worker(code, { eval: true }), startThread]
    let started = 0
    const checker = createThreadedXmlChecker(() => (threads[started++] ?? startThread)(), { maxMs })
    expect(await checker.check(plainCheck)).toEqual({ kind: 'unusable', reason })
    expect(await checker.check(plainCheck)).toEqual(fits)
  })
})
