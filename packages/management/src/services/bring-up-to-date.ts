import type { UserProperties } from '@sluice/contracts'
import type { JsonObject, Store, StoredDocument, Transaction } from '@sluice/platform'
import { installationKey, readRole } from '../access/user-account.ts'
import { toAssociationIndex } from '../arm/association-document.ts'
import { toBody } from '../arm/define-resource.ts'
import { findAssociation } from '../arm/find-declaration.ts'
import { nameOf, type ServiceIdentity, serviceKey, toKey } from '../arm/identity.ts'
import { fillPath } from '../arm/path-pattern.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { allPolicyDocuments, allTexts, isFragment, policyTextIndexes } from '../resources/policies/policy-texts.ts'
import { toIdentities, userIndexes } from '../resources/users.ts'
import { type DeletedService, deletedServicesCollection } from './deleted-service.ts'
import { type ServiceBody, servicesCollection } from './service-document.ts'

/** Grows when documents of earlier versions lack something that this one counts on. */
const currentForm = 1
const formsCollection = '/forms'

/**
 * Gives documents that an earlier version wrote what this one counts on: indexes of policy texts and associations, role
 * and identities of users, which service was the first. Each service once, in one transaction, also one that was deleted
 * and may come back.
 */
export async function bringUpToDate({ store }: ManagementEnvironment): Promise<void> {
  const services = [
    ...(await store.list(servicesCollection)).map(({ body }) => body as unknown as ServiceBody),
    ...(await store.list(deletedServicesCollection)).map(({ body }) => (body as unknown as DeletedService).service),
  ]
  await nameFirstService(store, services[0])
  for (const { identity } of services) {
    const key = `${formsCollection}/${identity.name.toLowerCase()}`
    if (Number((await store.get(key))?.body.form ?? 0) >= currentForm) continue
    await store.transact({ actor: 'installation' }, async (transaction) => {
      await indexPolicyTexts(transaction, identity)
      await completeUsers(transaction, identity)
      await indexAssociations(transaction, identity)
      await transaction.put({ key, collection: formsCollection, body: { form: currentForm } }, { isAudited: false })
    })
  }
}

/** Administrators of the first service are those of the installation, and its users sign in where no service is named. */
async function nameFirstService(store: Store, first: ServiceBody | undefined): Promise<void> {
  if (first === undefined || (await store.get(installationKey)) !== undefined) return
  const body = { service: first.identity.name.toLowerCase() }
  await store.transact({ actor: 'installation' }, (transaction) =>
    transaction.put({ key: installationKey, collection: '/', body }),
  )
}

async function indexAssociations(transaction: Transaction, identity: ServiceIdentity): Promise<void> {
  for (const { key, collection, body } of await transaction.listBelow(serviceKey(identity.name))) {
    const found = typeof body.path === 'string' ? findAssociation(body.path) : undefined
    if (found === undefined) continue
    const association = found.declaration.path
    const references = {
      target: toKey(identity.name, fillPath(found.declaration.shows, found.identifiers)),
      association: toAssociationIndex(identity, association),
    }
    await transaction.put({ key, collection, body: { ...body, association } }, { references, isAudited: false })
  }
}

async function indexPolicyTexts(transaction: Transaction, identity: ServiceIdentity): Promise<void> {
  const found = await Promise.all(
    [allTexts(identity), allPolicyDocuments(identity)].map((from) => transaction.find({ from })),
  )
  const [texts, policies] = found.map(({ documents }) => new Set(documents.map(({ key }) => key)))
  for (const document of await listTexts(transaction, identity)) {
    const { key, collection, body } = document
    const isWhole = texts?.has(key) && (isFragment(document) || policies?.has(key))
    if (isWhole) continue
    const indexes = policyTextIndexes(identity, { isFragment: isFragment(document) })
    await transaction.put({ key, collection, body }, { ...indexes, isAudited: false })
  }
}

/** Found by where they are: an index is what they may lack. */
async function listTexts(transaction: Transaction, identity: ServiceIdentity): Promise<readonly StoredDocument[]> {
  const root = serviceKey(identity.name)
  const read = async (collection: readonly string[]) =>
    collection.length === 0 ? [] : (await transaction.find({ from: { collection } })).documents
  const below = (owners: readonly StoredDocument[], name: string) => owners.map(({ key }) => `${key}/${name}`)
  const apis = await read([`${root}/apis`])
  const products = await read([`${root}/products`])
  const operations = await read(below(apis, 'operations'))
  const owned = below([...apis, ...products, ...operations], 'policies')
  return read([`${root}/policies`, `${root}/policyfragments`, ...owned])
}

async function completeUsers(transaction: Transaction, { name }: ServiceIdentity): Promise<void> {
  for (const { key, collection, body } of await transaction.list(`${serviceKey(name)}/users`)) {
    const { path, properties } = toBody<UserProperties>({ key, collection, body } as StoredDocument)
    if (properties.role !== undefined && properties.identities !== undefined) continue
    const role = await readRole(transaction, name, nameOf(path), properties)
    const identities = toIdentities(properties.email, properties.identities)
    const completed = { ...properties, role, identities } as unknown as JsonObject
    await transaction.put(
      { key, collection, body: { ...body, properties: completed } },
      { ...userIndexes(name, properties.email, identities), isAudited: false },
    )
  }
}
