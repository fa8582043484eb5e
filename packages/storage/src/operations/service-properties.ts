import { AppError } from '@sluice/contracts/errors'
import { element, textElement, toXml, type XmlNode } from '../answers/xml.ts'
import { readServiceProperties, saveServiceProperties, toCorsRules } from '../metadata/cors-rules.ts'
import { parseXml, readXmlBody, type XmlElement } from '../requests/xml-document.ts'
import { defineOperation } from './storage-operation.ts'

const maxBytes = 65_536

export const getServiceProperties = defineOperation({
  title: 'Get Blob Service Properties',
  needs: 'r',
  openTo: 'account-signatures',
  handle: (_, { store }) => ({
    status: 200,
    headers: { 'Content-Type': 'application/xml' },
    body: readServiceProperties(store.database) ?? toXml(defaultProperties),
  }),
})

/** Rules of CORS hold at once; the rest is kept and given back. What was not sent stays as it was. */
export const setServiceProperties = defineOperation({
  title: 'Set Blob Service Properties',
  needs: 'w',
  openTo: 'account-signatures',
  async handle({ call }, { store }) {
    const document = await readXmlBody(call.body, maxBytes)
    if (document.name !== 'StorageServiceProperties') {
      throw new AppError('InvalidXmlDocument', { reason: 'It is no StorageServiceProperties.' })
    }
    toCorsRules(document)
    await store.database.commit(() => {
      const before = readServiceProperties(store.database)
      const kept = before === undefined ? defaultProperties.content.map(toElement) : parseXml(before).children
      const sent = new Set(document.children.map(({ name }) => name))
      const all = [
        ...document.children,
        ...kept.filter(({ name }) => !sent.has(name) && (before !== undefined || name !== 'Cors')),
      ]
      saveServiceProperties(store.database, toXml(element('StorageServiceProperties', ...all.map(toNode))))
    })
    return { status: 202 }
  },
})

const noRetention = element('RetentionPolicy', textElement('Enabled', 'false'))
const noMetrics = [textElement('Version', '1.0'), textElement('Enabled', 'false'), noRetention]

const defaultProperties = element(
  'StorageServiceProperties',
  element(
    'Logging',
    textElement('Version', '1.0'),
    textElement('Delete', 'false'),
    textElement('Read', 'false'),
    textElement('Write', 'false'),
    noRetention,
  ),
  element('HourMetrics', ...noMetrics),
  element('MinuteMetrics', ...noMetrics),
  element(
    'Cors',
    element(
      'CorsRule',
      textElement('AllowedOrigins', '*'),
      textElement('AllowedMethods', 'GET,HEAD,PUT,DELETE,POST,OPTIONS'),
      textElement('AllowedHeaders', '*'),
      textElement('ExposedHeaders', '*'),
      textElement('MaxAgeInSeconds', 86_400),
    ),
  ),
  element('DeleteRetentionPolicy', textElement('Enabled', 'false')),
  element('StaticWebsite', textElement('Enabled', 'false')),
)

const toNode = ({ name, children, text }: XmlElement): XmlNode =>
  element(name, ...(children.length > 0 ? children.map(toNode) : text === '' ? [] : [text]))

function toElement(node: XmlNode): XmlElement {
  if (typeof node === 'string') return { name: '', children: [], text: node }
  const texts = node.content.filter((inner) => typeof inner === 'string')
  const children = node.content.filter((inner) => typeof inner !== 'string').map(toElement)
  return { name: node.name, children, text: texts.join('') }
}
