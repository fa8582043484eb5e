import { timingSafeEqual } from 'node:crypto'
import { AppError, type UserRole } from '@sluice/contracts'
import type { ChangeAuthor, Clock, JsonObject, Secrets, Store, StoreReader } from '@sluice/platform'
import { assertRoom } from './assert-room.ts'
import type { Actor } from './roles.ts'

const clientsCollection = '/clients'

/** A program that signs in by itself: an application registration, without its secret. */
export interface ClientRecord {
  readonly clientId: string
  readonly displayName: string
  readonly role: UserRole
  readonly service: string | null
  readonly createdAt: string
  /** Null = until it is removed. */
  readonly expiresAt: string | null
}

export interface ClientSurroundings {
  readonly store: Store
  readonly clock: Clock
  readonly secrets: Pick<Secrets, 'lookupHash'>
  readonly random: { guid(): string; hex(bytes: number): string }
}

export interface NewClient {
  readonly displayName: string
  readonly role: UserRole
  readonly service?: string | undefined
  readonly lifetimeSeconds?: number | undefined
}

const keyOf = (clientId: string): string => `${clientsCollection}/${clientId.toLowerCase()}`

/** Registers a client. @returns its secret too, which is not kept @throws AppError `OperationNotAllowed` when there are too many */
export async function addClient(
  { store, clock, secrets, random }: ClientSurroundings,
  author: ChangeAuthor,
  { displayName, role, service, lifetimeSeconds }: NewClient,
): Promise<{ readonly record: ClientRecord; readonly clientSecret: string }> {
  const now = clock.now()
  const record: ClientRecord = {
    clientId: random.guid(),
    displayName,
    role,
    service: service?.toLowerCase() ?? null,
    createdAt: new Date(now).toISOString(),
    expiresAt: lifetimeSeconds === undefined ? null : new Date(now + lifetimeSeconds * 1000).toISOString(),
  }
  const clientSecret = random.hex(32)
  const secretHash = secrets.lookupHash(`client:${clientSecret}`)
  await store.transact(author, async (transaction) => {
    await assertRoom(transaction, clientsCollection, 'clients')
    await transaction.put({
      key: keyOf(record.clientId),
      collection: clientsCollection,
      body: { ...record, hidden: { secretHash } } as unknown as JsonObject,
    })
  })
  return { record, clientSecret }
}

/** @param service only those that are good for this one alone */
export async function listClients(reader: StoreReader, service?: string): Promise<readonly ClientRecord[]> {
  return (await reader.list(clientsCollection))
    .map(({ body }) => toRecord(body))
    .filter((record) => service === undefined || record.service === service.toLowerCase())
}

/** Ends a client together with every token that it has. @throws AppError `ResourceNotFound` */
export async function removeClient(
  store: Store,
  author: ChangeAuthor,
  clientId: string,
  service?: string,
): Promise<void> {
  await store.transact(author, async (transaction) => {
    const document = await transaction.get(keyOf(clientId))
    const isInReach = document !== undefined && (service === undefined || toRecord(document.body).service === service)
    if (!isInReach) throw new AppError('ResourceNotFound', { kind: 'Client' })
    await transaction.remove(document.key)
  })
}

/** The client with this id and secret; undefined when there is none, or no more. */
export async function checkClient(
  { store, clock, secrets }: ClientSurroundings,
  clientId: string,
  clientSecret: string,
): Promise<ClientRecord | undefined> {
  const document = await store.get(keyOf(clientId))
  const { secretHash = '' } = (document?.body.hidden ?? {}) as Record<string, string>
  const expected = Buffer.from(secretHash)
  const sent = Buffer.from(secrets.lookupHash(`client:${clientSecret}`))
  if (sent.length !== expected.length || !timingSafeEqual(sent, expected) || document === undefined) return undefined
  const record = toRecord(document.body)
  return isOver(record, clock) ? undefined : record
}

/** Who a token of a client speaks for now. @param subject `client:{id}` */
export async function readClientActor(
  reader: StoreReader,
  subject: string,
  clientId: string,
  clock: Clock,
): Promise<Actor | undefined> {
  const document = await reader.get(keyOf(clientId))
  if (document === undefined || subject !== `client:${clientId}`) return undefined
  const record = toRecord(document.body)
  if (isOver(record, clock)) return undefined
  return { subject, role: record.role, ...(record.service === null ? {} : { service: record.service }) }
}

const isOver = ({ expiresAt }: ClientRecord, clock: Clock): boolean =>
  expiresAt !== null && Date.parse(expiresAt) <= clock.now()

function toRecord(body: JsonObject): ClientRecord {
  const { hidden: _, ...record } = body
  return record as unknown as ClientRecord
}
