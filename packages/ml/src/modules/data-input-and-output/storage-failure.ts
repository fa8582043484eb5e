import { AppError, isAppError } from '@sluice/contracts'

/** What a storage or an address failed of, as modules say it; other errors stay as they are. */
export function toModuleFailure(
  error: unknown,
  names: { readonly address: string; readonly account: string },
): unknown {
  if (!isAppError(error)) return error
  switch (error.code) {
    case 'BlobAddressInvalid':
    case 'BlobContainerNotFound':
      return new AppError('StorageNameIncorrect', { details: error.message }, { cause: error })
    case 'BlobAccessRefused':
      if (names.account !== '') return new AppError('StorageKeyIncorrect', { account: names.account }, { cause: error })
      return failed(error, names.address)
    case 'BlobMissing':
    case 'BlobChanged':
    case 'BlobStorageFailed':
    case 'OutgoingAddressRefused':
    case 'OutgoingCallFailed':
    case 'OutgoingAnswerTooLarge':
      return failed(error, names.address)
    default:
      return error
  }
}

const failed = (error: AppError, address: string) =>
  new AppError('DownloadFailed', { address, reason: error.message }, { cause: error })

/** An address as messages show it: signatures stand in the query. */
export function withoutQuery(address: string): string {
  // By the text itself: an address that fails may be none.
  return address.trim().replace(/[?#].*$/s, '')
}
