import type { JsonObject, PutOptions, StoredDocument, StoreReader, Transaction } from '@sluice/platform'
import type * as z from 'zod'
import type { ManagementEnvironment } from '../environment.ts'
import type { FieldNames } from './field-names.ts'
import type { FilterValue } from './filter.ts'
import type { ServiceIdentity } from './identity.ts'

/** What is stored of a resource. */
export interface ResourceBody<Properties = JsonObject> {
  /** Below the service, in the case it was created with: `/apis/Echo-API/operations/get`. */
  readonly path: string
  readonly properties: Properties
  /** Never shown: sealed secrets, hashes. */
  readonly hidden?: Readonly<Record<string, string>>
}

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
  /** Writes another resource in the same transaction, as if it had been sent. */
  put(path: string, properties: JsonObject): Promise<void>
  /** Removes another resource and what is below it. */
  remove(key: string): Promise<void>
}

export interface Prepared<Properties> {
  readonly properties: Properties
  readonly hidden?: Readonly<Record<string, string>>
  readonly indexes?: PutOptions
}

/** A POST below a resource, such as `listSecrets`. */
export interface ResourceAction {
  /** What it answers; undefined = 204. */
  run(context: WriteContext & { readonly existing: ResourceBody }): Promise<JsonObject | undefined>
}

/** A list below a resource that shows resources of another type. */
export interface ResourceQuery {
  /** Declared path of what is shown. */
  readonly shows: string
  /** The documents to show, in order of creation. */
  documents(reader: StoreReader, key: string): Promise<readonly StoredDocument[]>
}

export interface ResourceDeclaration<Contract extends z.ZodType = z.ZodType> extends FieldNames {
  /** `Microsoft.ApiManagement/service/apis` */
  readonly type: string
  /** As error texts name it: `Api not found.` */
  readonly title: string
  /** Below the service, identifiers in braces. */
  readonly path: string
  readonly identifiers: Readonly<Record<string, z.ZodType>>
  readonly contract: Contract
  /** Fields of `$filter`; `name` is the identifier. */
  readonly filterable?: readonly string[]
  /** What `$filter` compares, where that is not the stored value. */
  readonly filterValue?: (properties: JsonObject, field: string) => FilterValue
  /** Default: put, patch, delete. */
  readonly verbs?: readonly ('put' | 'patch' | 'delete')[]
  /** Rules beyond the contract; may change what is stored. Runs in the transaction. */
  prepare?(properties: z.infer<Contract>, context: WriteContext): Promise<Prepared<z.infer<Contract>>>
  /** What belongs to a new one. Runs in the transaction, after it was put. */
  afterCreate?(context: WriteContext): Promise<void>
  /** @throws AppError when something stands in the way; removes what must go with it. */
  beforeDelete?(context: WriteContext): Promise<void>
  /** What takes its place. Runs in the transaction, after it was removed. */
  afterDelete?(context: WriteContext): Promise<void>
  /** Properties as they are answered, where they differ from what is stored. */
  toView?(body: ResourceBody<z.infer<Contract>>, view: ViewContext): Readonly<Record<string, unknown>>
  readonly actions?: Readonly<Record<string, ResourceAction>>
  readonly queries?: Readonly<Record<string, ResourceQuery>>
}

export interface ViewContext {
  readonly environment: ManagementEnvironment
  readonly service: ServiceIdentity
  readonly query: URLSearchParams
}

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
  beforePut?(context: AssociationContext): Promise<void>
  beforeDelete?(context: AssociationContext): Promise<void>
}

export interface AssociationContext {
  readonly transaction: Transaction
  readonly service: ServiceIdentity
  readonly identifiers: Readonly<Record<string, string>>
}

export const defineAssociation = (declaration: AssociationDeclaration): AssociationDeclaration => declaration
