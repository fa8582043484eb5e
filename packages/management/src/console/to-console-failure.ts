import { AppError } from '@sluice/contracts'
import type { ClientFailure, HttpClientError } from '@sluice/platform'

/** Why the gateway gave no answer to a call of the console. @param address of the gateway */
export function toConsoleFailure(error: Error, timeoutSeconds: number, address: string): AppError {
  const { failure, message } = error as HttpClientError
  const failures: Readonly<Record<ClientFailure, () => AppError>> = {
    'address-not-found': () => new AppError('ConsoleAddressNotFound', { address }, { cause: error }),
    'connection-refused': () => new AppError('ConsoleConnectionRefused', { address }, { cause: error }),
    busy: () => new AppError('ConsoleConnectionRefused', { address }, { cause: error }),
    'connection-lost': () => new AppError('ConsoleConnectionLost', { address }, { cause: error }),
    timeout: () => new AppError('ConsoleTimeout', { address, timeoutSeconds }, { cause: error }),
    certificate: () => new AppError('ConsoleCertificateRefused', { address }, { cause: error }),
    protocol: () => new AppError('ConsoleAnswerMalformed', { address, reason: message }, { cause: error }),
  }
  return failures[failure]()
}
