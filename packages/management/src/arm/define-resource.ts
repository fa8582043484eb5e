import type {
  DocumentCondition,
  DocumentSource,
  JsonObject,
  PutOptions,
  StoredDocument,
  StoreReader,
  Transaction,
} from '@sluice/platform'
import type * as z from 'zod'
import type { Role } from '../access/roles.ts'
import type { ManagementEnvironment } from '../environment.ts'
import type { FieldNames } from './field-names.ts'
import type { FilterField } from './filter.ts'
import type { ServiceIdentity } from './identity.ts'

/** What is stored of a resource. */
export interface ResourceBody<Properties = JsonObject> {
  /** Below the service, in the case it was created with: `/apis/Echo-API/operations/get`. */
  readonly path: string
  readonly properties: Properties
  /** Never shown: sealed secrets, hashes. */
  readonly hidden?: Readonly<Record<string, string>>
}

/** What is stored of a resource, typed as the reader knows it. */
export const toBody = <Properties = JsonObject>(document: StoredDocument): ResourceBody<Properties> =>
  document.body as unknown as ResourceBody<Properties>

/** One write of one resource. */
export interface WriteContext {
  readonly environment: ManagementEnvironment
  readonly transaction: Transaction
  readonly service: ServiceIdentity
  readonly key: string
  readonly path: string
  /** Identifiers of the path by the names of the declaration. */
  readonly identifiers: Readonly<Record<string, string>>
  readonly existing: ResourceBody | undefined
  /** What was sent as `properties`, before defaults and without unknown fields: shows what was left out. */
  readonly sent: JsonObject
  /** What was sent, unknown fields and all. */
  readonly raw: JsonObject
  readonly query: URLSearchParams
  /** What `beforeWrite` brought. */
  readonly prefetched: unknown
  /**
   * Set when files of a configuration are imported: what is written was there before, somewhere. Nobody is told of it,
   * limits for new ones do not hold, and these members of `hidden` (of `carriedSecrets`, where there is no field for them) are taken over.
   */
  readonly restored: Readonly<Record<string, string>> | undefined
  /** Writes another resource in the same transaction, as if it had been sent. */
  put(path: string, properties: JsonObject): Promise<void>
  /** Removes another resource and what is below it. */
  remove(key: string): Promise<void>
}

/** A write that has not begun. */
export interface WriteRequest {
  readonly environment: ManagementEnvironment
  readonly service: ServiceIdentity
  readonly path: string
  readonly query: URLSearchParams
}

export interface Prepared<Properties> {
  readonly properties: Properties
  readonly hidden?: Readonly<Record<string, string>>
  readonly indexes?: PutOptions
}

/** A POST below a resource, such as `listSecrets`. */
export interface ResourceAction {
  /** Whom it is open to; default: whoever may write the resource. */
  readonly access?: Role
  /** Fields of the request's body. Default: none is read. */
  readonly contract?: z.ZodType
  /** What it answers; undefined = 204. */
  run(
    context: WriteContext & { readonly existing: ResourceBody; readonly body: unknown },
  ): Promise<JsonObject | undefined>
}

/** A list below a resource that shows resources of another type. */
export interface ResourceQuery {
  /** Declared path of what is shown. */
  readonly shows: string
  /** The documents to show. @param key of the resource whose list it is */
  source(key: string): DocumentSource
}

/** A list that is asked for. */
export interface ListContext {
  readonly service: ServiceIdentity
  readonly query: URLSearchParams
  /** Of the collection. */
  readonly key: string
  readonly reader: StoreReader
}

/** Which documents a list shows. */
export interface ListSource {
  readonly from: DocumentSource
  readonly where?: DocumentCondition
}

/** Who may read and who may write. */
export interface ResourceAccess {
  readonly read: Role
  readonly write: Role
}

/** What is taken but kept sealed. */
export interface ResourceSecrets {
  /** Of the contract. What is not sent stays what it was, null takes it away. */
  readonly fields: readonly string[]
  /** Whether the fields of this one are secret, where not those of all are; what is not secret stays among the properties. */
  appliesTo?(properties: JsonObject): boolean
  /** The POST that shows them. */
  readonly action?: 'listSecrets' | 'listValue'
  /** Whom an ordinary answer shows them to. Default: to nobody. */
  readonly shownTo?: Role
}

/** What the service brings into a resource by itself, whatever is sent. */
export interface MadeByService {
  /** Properties that are not taken from a client, such as dates: files of the configuration leave them out. */
  readonly properties?: readonly string[]
  /** Secrets that a new resource gets by itself when none is given. */
  readonly secrets?: readonly string[]
  /** Names of those that no service is without, besides `defaults`. */
  readonly names?: readonly string[]
}

export interface ResourceDeclaration<Contract extends z.ZodType = z.ZodType> extends FieldNames {
  /** `Microsoft.ApiManagement/service/apis` */
  readonly type: string
  /** As error texts name it: `Api not found.` */
  readonly title: string
  /** Below the service, identifiers in braces; a fixed last segment is a resource that exists once. */
  readonly path: string
  readonly identifiers: Readonly<Record<string, z.ZodType>>
  readonly contract: Contract
  /** Default: read by analysts, written by publishers. */
  readonly access?: ResourceAccess
  /** Fields of `$filter`; `name` is the identifier. */
  readonly filterable?: readonly string[]
  /** Where a field of `$filter` or `$orderby` is kept, where that is not the property of its name. */
  readonly filterFields?: Readonly<Record<string, FilterField>>
  /** Fields of `$orderby` besides those of `$filter`. */
  readonly sortable?: readonly string[]
  /** Default: put, patch, delete. */
  readonly verbs?: readonly ('put' | 'patch' | 'delete')[]
  /** It says nothing but that it is there: put without a body, deleted without an entity tag, HEAD answers 204. */
  readonly isFact?: true
  /** Whether a DELETE may come without If-Match, as clients send it. */
  readonly deletesWithoutMatch?: true
  /** Status of a PATCH; default 200, with the resource. */
  readonly patchStatus?: 204
  /** Name → properties of those that every service has: they are there from the beginning, and come back when deleted. */
  readonly defaults?: Readonly<Record<string, JsonObject>>
  readonly secrets?: ResourceSecrets
  readonly madeByService?: MadeByService
  /**
   * Members of `hidden` that are no fields of `secrets`, but belong to a copy: texts sealed for `{key}#{member}`, sent as
   * the field of that name, and hashes.
   */
  readonly carriedSecrets?: readonly string[]
  /** Fields of the contract that are kept in documents of their own, for files of the configuration. */
  readApart?(key: string, reader: StoreReader): Promise<JsonObject>
  /** Another name of the same resource: the name it is kept under. */
  resolveName?(name: string, reader: StoreReader, collectionKey: string): Promise<string>
  /** What a write needs that cannot be had in a transaction, such as a definition from an address. */
  beforeWrite?(sent: JsonObject, request: WriteRequest): Promise<unknown>
  /** What was left out and follows from other documents, before the contract is read. Runs in the transaction. */
  complete?(properties: JsonObject, context: WriteContext): Promise<JsonObject>
  /** Rules beyond the contract; may change what is stored. Runs in the transaction. */
  prepare?(properties: z.infer<Contract>, context: WriteContext): Promise<Prepared<z.infer<Contract>>>
  /** What belongs to a new one. Runs in the transaction, after it was put. */
  afterCreate?(context: WriteContext): Promise<void>
  /** What follows from a change. Runs in the transaction, after one that was there before was put. */
  afterUpdate?(context: WriteContext & { readonly existing: ResourceBody }): Promise<void>
  /** @throws AppError when something stands in the way; removes what must go with it. */
  beforeDelete?(context: WriteContext): Promise<void>
  /** Properties as they are answered, where they differ from what is stored. */
  toView?(body: ResourceBody<z.infer<Contract>>, view: ViewContext): Readonly<Record<string, unknown>>
  /** What the views of one answer need of other documents, read once for all of them: `related` of the view. */
  loadRelated?(
    bodies: readonly ResourceBody<z.infer<Contract>>[],
    reader: StoreReader,
    view: ViewContext,
  ): Promise<unknown>
  /** Which documents a list shows when its query asks for some of them; undefined = the whole collection. */
  listSource?(list: ListContext): Promise<ListSource | undefined>
  /** What a list shows where it is kept nowhere, but follows from other documents; undefined = what is kept. */
  listDocuments?(list: ListContext): Promise<readonly StoredDocument[] | undefined>
  readonly actions?: Readonly<Record<string, ResourceAction>>
  readonly queries?: Readonly<Record<string, ResourceQuery>>
  /** A GET that answers something else than the resource; undefined = the resource. */
  answerGet?(
    body: ResourceBody<z.infer<Contract>>,
    view: ViewContext,
    reader: StoreReader,
  ): Promise<Response | undefined>
}

export interface ViewContext {
  readonly environment: ManagementEnvironment
  readonly service: ServiceIdentity
  readonly url: URL
  readonly query: URLSearchParams
  /** Role of the caller. */
  readonly role: Role | undefined
  /** Backends are no business of whoever reads this. */
  readonly isForDevelopers: boolean
  readonly related?: unknown
}

export const defaultAccess: ResourceAccess = { read: 'analyst', write: 'publisher' }

/** States a resource type: list, get, head, put, patch, delete, entity tags and paging come from the router. */
export const defineResource = <Contract extends z.ZodType>(
  declaration: ResourceDeclaration<Contract>,
): ResourceDeclaration => declaration as unknown as ResourceDeclaration

/** The fact that one resource belongs to another: `/products/{productId}/apis/{apiId}`. */
export interface AssociationDeclaration {
  readonly path: string
  /** Path of the resource type that is listed; its identifiers have the same names. */
  readonly shows: string
  readonly title: string
  readonly access?: ResourceAccess
  /** Whether GET and HEAD answer the resource itself, as for tags; default: 204 or 404. */
  readonly isReadable?: boolean
  beforePut?(context: AssociationContext): Promise<void>
  beforeDelete?(context: AssociationContext): Promise<void>
}

export interface AssociationContext {
  readonly transaction: Transaction
  readonly service: ServiceIdentity
  readonly identifiers: Readonly<Record<string, string>>
}

export const defineAssociation = (declaration: AssociationDeclaration): AssociationDeclaration => declaration
