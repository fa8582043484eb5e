import { AppError } from '@sluice/contracts/errors'
import type { CallHandler, Log, ServerCall } from '@sluice/platform'
import { answerPreflight, toCorsHeaders } from './answers/cors.ts'
import { toErrorAnswer } from './answers/error-answer.ts'
import { sendAnswer } from './answers/send-answer.ts'
import { authorize } from './authorization/authorize.ts'
import type { BlobStore } from './blob-store.ts'
import { findContainer } from './metadata/containers.ts'
import { readCorsRules } from './metadata/cors-rules.ts'
import { operations } from './operations/index.ts'
import type { StorageOperation, StorageServices } from './operations/storage-operation.ts'
import { createSourceLocator } from './requests/copy-source.ts'
import { type ReadRequest, readRequest, toOperationKey } from './requests/read-request.ts'
import type { UploadPace } from './requests/receive-content.ts'
import type { AccountNames } from './requests/resource.ts'
import type { StorageAnswer, StorageRequest } from './requests/storage-request.ts'

export interface StorageOptions {
  readonly store: BlobStore
  readonly account: AccountNames & {
    /** Base64. */
    readonly key: string
    /** TLS ends before this process, so that calls count as secure. */
    readonly isBehindTls: boolean
  }
  readonly log: Log
  readonly createRequestId: () => string
  /** Default: a minute, then 1 KB a second. */
  readonly pace?: UploadPace
}

const defaultPace: UploadPace = { graceMs: 60_000, bytesPerSecond: 1024 }

/** The blob service of one account. */
export function createStorage({
  store,
  account,
  log,
  createRequestId,
  pace = defaultPace,
}: StorageOptions): CallHandler {
  const rules = {
    key: Buffer.from(account.key, 'base64'),
    policiesOf: (container: string) => findContainer(store.database, container)?.policies ?? [],
  }
  const authorized = (read: ReadRequest) =>
    authorize({ ...read, isSecure: read.isSecure || account.isBehindTls }, rules)
  const services: StorageServices = { store, pace, locateSource: createSourceLocator(account, authorized) }

  async function answer(call: ServerCall, requestId: string): Promise<StorageAnswer> {
    if (call.method === 'OPTIONS') return answerPreflight(call, readCorsRules(store.database))
    const read = readRequest(call, account, store.clock.now())
    const access = authorized(read)
    const operation = findOperation(read)
    const request: StorageRequest = { ...read, call, requestId, access }
    assertAllowed(operation, request)
    assertNoLease(request)
    return await operation.handle(request, services)
  }

  return async (call) => {
    const requestId = createRequestId()
    const nowMs = store.clock.now()
    let found: StorageAnswer
    try {
      found = await answer(call, requestId)
    } catch (error) {
      found = toErrorAnswer(error, requestId, nowMs)
      if (!isExpected(found)) log.error('A call of the storage failed.', { error, requestId, method: call.method })
    }
    try {
      await sendAnswer(call, found, commonHeaders(call, requestId, store))
    } catch (error) {
      // The answer was on its way, so that the caller sees a broken connection.
      log.error('The content of a blob could not be sent.', { error, requestId })
    }
  }
}

/** Failures of the program or the machine are told; what is not there is the caller's affair. */
const isExpected = ({ status }: StorageAnswer): boolean => status < 500 || status === 501

function findOperation(read: ReadRequest): StorageOperation {
  const key = toOperationKey(read)
  const found = Object.hasOwn(operations, key) ? operations[key] : undefined
  if (found !== undefined) return found
  const rest = key.replace(/^\S+ /, '')
  if (Object.keys(operations).some((known) => known.replace(/^\S+ /, '') === rest)) {
    throw new AppError('UnsupportedHttpVerb', {})
  }
  throw new AppError('StorageOperationNotSupported', { operation: key })
}

function assertAllowed({ needs, openTo }: StorageOperation, { access }: StorageRequest): void {
  if (access.by === 'key') return
  const isOpen = openTo === 'signatures' || (openTo === 'account-signatures' && access.by === 'account-signature')
  if (!isOpen || ![...needs].some((letter) => access.permissions.includes(letter))) {
    throw new AppError('AuthorizationPermissionMismatch', {})
  }
}

/** Whoever believes to hold a lease must not be left in that belief. */
function assertNoLease({ header, blob }: StorageRequest): void {
  if (header('x-ms-lease-id') === undefined) return
  throw new AppError(blob === '' ? 'LeaseNotPresentWithContainerOperation' : 'LeaseNotPresentWithBlobOperation', {})
}

const answeredVersion = '2021-12-02'

function commonHeaders(call: ServerCall, requestId: string, store: BlobStore): string[] {
  const version = call.header('x-ms-version')
  const clientId = call.header('x-ms-client-request-id')
  const isFit = clientId !== undefined && /^[\u0020-\u007e]{1,1024}$/.test(clientId)
  return [
    'Server',
    'Sluice',
    'x-ms-request-id',
    requestId,
    'x-ms-version',
    version !== undefined && /^\d{4}-\d\d-\d\d$/.test(version) ? version : answeredVersion,
    ...(isFit ? ['x-ms-client-request-id', clientId] : []),
    ...toCorsHeaders(call, call.header('origin') === undefined ? [] : readCorsRules(store.database)),
  ]
}
