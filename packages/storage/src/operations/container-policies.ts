import { AppError } from '@sluice/contracts/errors'
import { element, textElement, toXml } from '../answers/xml.ts'
import { readSasTime } from '../authorization/signature-fields.ts'
import { type AccessPolicy, changeContainer, readContainer } from '../metadata/containers.ts'
import { readConditions } from '../requests/conditions.ts'
import { childText, readXmlBody, type XmlElement } from '../requests/xml-document.ts'
import { defineOperation } from './storage-operation.ts'
import { toTagHeaders } from './tag-headers.ts'

const maxPolicies = 5
const maxIdCharacters = 64
const maxBytes = 65_536

export const getContainerAcl = defineOperation({
  title: 'Get Container ACL',
  needs: '',
  openTo: 'key',
  handle({ container }, { store }) {
    const found = readContainer(store.database, container)
    return {
      status: 200,
      headers: { ...toTagHeaders(found), 'Content-Type': 'application/xml' },
      body: toXml(element('SignedIdentifiers', ...found.policies.map(toElement))),
    }
  },
})

export const setContainerAcl = defineOperation({
  title: 'Set Container ACL',
  needs: '',
  openTo: 'key',
  async handle({ call, container, header, nowMs }, { store }) {
    if (header('x-ms-blob-public-access') !== undefined) throw new AppError('PublicAccessNotPermitted', {})
    const policies = call.body.length === 0 ? [] : readPolicies(await readXmlBody(call.body, maxBytes))
    const conditions = readConditions(header)
    const changed = await store.database.commit(() =>
      changeContainer(store.database, container, { policies }, { conditions, nowMs }),
    )
    return { status: 200, headers: toTagHeaders(changed) }
  },
})

function toElement({ id, start, expiry, permission }: AccessPolicy) {
  const policy = element(
    'AccessPolicy',
    textElement('Start', start),
    textElement('Expiry', expiry),
    textElement('Permission', permission),
  )
  return element('SignedIdentifier', textElement('Id', id), policy)
}

function readPolicies(document: XmlElement): AccessPolicy[] {
  const refuse = (reason: string): never => {
    throw new AppError('InvalidXmlDocument', { reason })
  }
  if (document.name !== 'SignedIdentifiers') refuse('It is no list of signed identifiers.')
  if (document.children.length > maxPolicies) refuse(`There may be at most ${maxPolicies} policies.`)
  const policies = document.children.map((identifier) => {
    const id = childText(identifier, 'Id') ?? ''
    if (id === '' || id.length > maxIdCharacters) refuse(`An id has 1 to ${maxIdCharacters} characters.`)
    const policy = identifier.children.find(({ name }) => name === 'AccessPolicy')
    const of = (name: string) => (policy === undefined ? undefined : childText(policy, name)) || undefined
    const [start, expiry, permission] = [of('Start'), of('Expiry'), of('Permission')]
    if ([start, expiry].some((time) => time !== undefined && Number.isNaN(readSasTime(time)))) refuse('A time is none.')
    return { id, ...(start && { start }), ...(expiry && { expiry }), ...(permission && { permission }) }
  })
  if (new Set(policies.map(({ id }) => id)).size < policies.length) refuse('An id stands twice.')
  return policies
}
