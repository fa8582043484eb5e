import { AppError, issueAttachmentProperties, issueCommentProperties, issueProperties } from '@sluice/contracts'
import type { DocumentCondition, JsonObject, StoreReader } from '@sluice/platform'
import { answerSource } from '../../arm/answer-lists.ts'
import { toBody } from '../../arm/define-resource.ts'
import { parseContract } from '../../arm/faults.ts'
import { declaredAt } from '../../arm/find-declaration.ts'
import { nameOf, toKey } from '../../arm/identity.ts'
import { isJsonObject, readJsonObject } from '../../arm/request-body.ts'
import type { ResourceRequest } from '../../arm/resource-request.ts'
import type { ManagementEnvironment } from '../../environment.ts'
import { toIssuesIndex } from '../../resources/issues.ts'
import { allows } from '../roles.ts'
import { readAccount, type UserAccount } from '../user-account.ts'
import { isApiShown, type Visible } from './visible.ts'

const listPath = /^\/issues$|^\/apis\/([^/]+)\/issues$/i
const itemPath = /^\/apis\/([^/]+)\/issues\/([^/]+)(?:\/(comments|attachments)\/([^/]+))?$/i

/** What publishers have taken up is there for all who see the API; what is only proposed is its author's alone. */
const publicStates = ['open', 'resolved', 'closed']

const wantedIssue = issueProperties.pick({ title: true, description: true })
const wantedComment = issueCommentProperties.pick({ text: true })
const wantedAttachment = issueAttachmentProperties

export const isIssuePath = (path: string): boolean => listPath.test(path) || itemPath.test(path)

export interface IssueCall {
  readonly environment: ManagementEnvironment
  /** Whoever asks; undefined = nobody has signed in. */
  readonly user: UserAccount | undefined
  readonly visible: Visible
  /** A call of the management API by the one who asks, with the rights that it takes. */
  toRequest(path: string, body?: JsonObject): ResourceRequest
  answerResource(call: ResourceRequest): Promise<Response>
}

/**
 * What users and publishers tell one another about APIs: own issues and public ones, with comments and attachments.
 * Others are never named: an author is `self`, `publisher` or `developer`.
 */
export async function answerIssues(call: IssueCall, request: Request, path: string): Promise<Response> {
  const item = itemPath.exec(path)
  const { method } = request
  if (item === null) {
    if (method !== 'GET') throw new AppError('MethodNotAllowed', { method, allowed: 'GET' })
    return answerList(call, path, listPath.exec(path)?.[1])
  }
  const [, api = '', issue = '', part, partId] = item
  await assertShown(call, api)
  const isPart = part !== undefined && partId !== undefined
  if (method === 'GET') return isPart ? answerPart(call, path, { api, issue, part }) : answerOne(call, path)
  if (method !== 'PUT') throw new AppError('MethodNotAllowed', { method, allowed: 'GET, PUT' })
  return put(call, request, path, isPart ? { api, issue, part } : undefined)
}

async function answerList(call: IssueCall, path: string, api: string | undefined): Promise<Response> {
  const { environment, user, visible } = call
  if (api !== undefined) await assertShown(call, api)
  const target = call.toRequest(path)
  const terms = [
    readableBy(user),
    ...(api === undefined ? [] : [equals('apiId', `/apis/${api}`)]),
    ...(visible.apis === undefined ? [] : [isOneOf('apiId', toPaths(visible.apis))]),
  ]
  const answer = await answerSource(environment, target, declaredAt('/apis/{apiId}/issues/{issueId}'), {
    from: { index: 'issues', value: toIssuesIndex(target.service) },
    where: { kind: 'and', terms },
  })
  const list = (await answer.json()) as { readonly value: readonly Envelope[] }
  return Response.json({ ...list, value: await Promise.all(list.value.map((one) => toView(call, one))) })
}

async function answerOne(call: IssueCall, path: string): Promise<Response> {
  const target = call.toRequest(path)
  await readIssue(call, target.service.name, path)
  target.url.searchParams.set('expandCommentsAttachments', 'true')
  const answer = await call.answerResource(target)
  if (!answer.ok) return answer
  return Response.json(await toView(call, (await answer.json()) as Envelope))
}

interface PartOf {
  readonly api: string
  readonly issue: string
  readonly part: string
}

async function answerPart(call: IssueCall, path: string, { api, issue }: PartOf): Promise<Response> {
  const target = call.toRequest(path)
  await readIssue(call, target.service.name, `/apis/${api}/issues/${issue}`)
  const answer = await call.answerResource(target)
  return answer.ok ? Response.json(await toView(call, (await answer.json()) as Envelope)) : answer
}

/** A new issue, comment or attachment; what is there is changed by publishers alone. */
async function put(call: IssueCall, request: Request, path: string, of: PartOf | undefined): Promise<Response> {
  const { user, environment } = call
  if (user === undefined) throw new AppError('AuthenticationFailed', {})
  const { service } = call.toRequest(path)
  if ((await environment.store.get(toKey(service.name, path))) !== undefined) {
    throw new AppError('OperationNotAllowed', { reason: 'There is something with this identifier already.' })
  }
  const body = await readJsonObject(request)
  const sent = isJsonObject(body.properties) ? body.properties : body
  const userId = `/users/${user.id}`
  let properties: JsonObject
  if (of === undefined) {
    properties = { ...parseContract(wantedIssue, sent, 'properties'), userId }
  } else {
    const isOwn = await readIssue(call, service.name, `/apis/${of.api}/issues/${of.issue}`)
    if (of.part.toLowerCase() === 'comments') {
      properties = { ...parseContract(wantedComment, sent, 'properties'), userId }
    } else {
      if (!isOwn) throw new AppError('AuthorizationFailed', {})
      properties = parseContract(wantedAttachment, sent, 'properties')
    }
  }
  const target = call.toRequest(path, properties)
  target.url.searchParams.set('notify', 'true')
  const answer = await call.answerResource(target)
  if (!answer.ok) return answer
  return Response.json(await toView(call, (await answer.json()) as Envelope), { status: answer.status })
}

/** @returns whether it is the caller's own. @throws AppError `ResourceNotFound`, also for one that the caller may not see */
async function readIssue({ environment, user }: IssueCall, service: string, path: string): Promise<boolean> {
  const document = await environment.store.get(toKey(service, path))
  const { userId, state } = document === undefined ? {} : (toBody(document).properties as Record<string, unknown>)
  const isOwn = user !== undefined && String(userId).toLowerCase() === `/users/${user.id}`.toLowerCase()
  if (document === undefined || (!isOwn && !publicStates.includes(String(state)))) {
    throw new AppError('ResourceNotFound', { kind: 'Issue' })
  }
  return isOwn
}

async function assertShown({ environment, visible, toRequest }: IssueCall, api: string): Promise<void> {
  const { service } = toRequest('/')
  if (await isApiShown(environment.store, service.name, visible, api)) return
  throw new AppError('ResourceNotFound', { kind: 'Api' })
}

interface Envelope {
  readonly id: string
  readonly properties: Readonly<Record<string, unknown>>
}

/** Without whom it is of: the caller, a publisher or another developer. */
async function toView({ environment, user, toRequest }: IssueCall, envelope: Envelope): Promise<JsonObject> {
  const { service } = toRequest('/')
  const view = async (one: Envelope): Promise<JsonObject> => {
    const { userId, comments, attachments, ...rest } = one.properties
    const parts = async (list: unknown) => (Array.isArray(list) ? Promise.all(list.map(view)) : undefined)
    const [viewedComments, viewedAttachments] = [await parts(comments), await parts(attachments)]
    return {
      ...one,
      properties: {
        ...rest,
        ...(typeof userId === 'string'
          ? { author: await authorOf(environment.store, service.name, userId, user) }
          : {}),
        ...(viewedComments === undefined ? {} : { comments: viewedComments }),
        ...(viewedAttachments === undefined ? {} : { attachments: viewedAttachments }),
      },
    } as unknown as JsonObject
  }
  return view(envelope)
}

async function authorOf(reader: StoreReader, service: string, userId: string, user: UserAccount | undefined) {
  const id = nameOf(userId)
  if (id.toLowerCase() === user?.id.toLowerCase()) return 'self'
  const account = await readAccount(reader, toKey(service, `/users/${id}`))
  return account !== undefined && allows(account.role, 'analyst') ? 'publisher' : 'developer'
}

const equals = (name: string, value: string): DocumentCondition => ({
  kind: 'compare',
  field: { kind: 'body', path: ['properties', name] },
  operator: 'eq',
  value,
})

const toPaths = (names: ReadonlySet<string>) => [...names].map((name) => `/apis/${name}`)
/** No resource has an empty path: a condition that nothing satisfies. */
const isOneOf = (name: string, values: readonly string[]): DocumentCondition => ({
  kind: 'or',
  terms: (values.length === 0 ? [''] : values).map((value) => equals(name, value)),
})

const readableBy = (user: UserAccount | undefined): DocumentCondition => ({
  kind: 'or',
  terms: [isOneOf('state', publicStates), ...(user === undefined ? [] : [equals('userId', `/users/${user.id}`)])],
})
