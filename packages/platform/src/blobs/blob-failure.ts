import { AppError, isAppError } from '@sluice/contracts'

/** The fields of the client library's errors that are looked at. */
interface StorageFailure {
  readonly name?: string
  readonly message?: string
  readonly statusCode?: number
  readonly code?: string
  readonly details?: { readonly errorCode?: string }
}

/**
 * What a call to a storage failed of, in our words; a signal's reason and what is no failure of a call stay as they are.
 * The library's error is not kept as the cause: it holds the request with its signature.
 */
export function toBlobError(error: unknown, container: string, path: string): unknown {
  const failure = error as StorageFailure
  if (failure.name !== 'RestError') return error
  const code = failure.details?.errorCode ?? failure.code ?? ''
  if (code === 'OutgoingAddressRefused') {
    // The library makes its own error of ours, with its code and its words.
    const reason = /is not called: (.*)\.$/.exec(failure.message ?? '')?.[1] ?? 'the address policy refuses it'
    return new AppError('OutgoingAddressRefused', { url: container, reason })
  }
  const blob = `${container}/${path}`
  switch (failure.statusCode) {
    case undefined:
      return failed(container, withoutDot(failure.message))
    case 404:
      if (code === 'ContainerNotFound') return new AppError('BlobContainerNotFound', { container })
      // The answer to an anonymous call where nothing is public.
      if (code === 'ResourceNotFound') return refused(container, 'it is not there, or not public')
      return new AppError('BlobMissing', { blob })
    case 400:
      if (code === 'InvalidBlockList') return new AppError('BlobBlocksLost', { blob })
      break
    case 401:
    case 403:
      return refused(container, code === '' ? 'the key or signature is not right' : code)
    case 409:
      if (code === 'PublicAccessNotPermitted') return refused(container, 'it is not public')
      if (code === 'BlobAlreadyExists') return new AppError('BlobExists', { blob })
      break
    case 412:
      if (code === 'ConditionNotMet') return new AppError('BlobChanged', { blob })
  }
  // The code of the account of this installation.
  const words = code === 'StorageFull' ? ': there is no room on its disk' : ''
  return failed(container, `${failure.statusCode} ${code}`.trim() + words)
}

/** What a body failed of that nobody called off: whatever it says, the connection is no more. */
export function toBrokenBodyError(error: unknown, container: string): AppError {
  if (isAppError(error)) return error
  const { name, message } = error as Error
  return failed(container, name === 'AbortError' ? withoutDot() : withoutDot(message))
}

const refused = (container: string, reason: string) => new AppError('BlobAccessRefused', { container, reason })
const failed = (container: string, reason: string) => new AppError('BlobStorageFailed', { container, reason })
const withoutDot = (text = 'the connection broke') => text.replace(/\.$/, '')
