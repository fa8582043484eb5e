import { isApiError } from '../../shared/api-client/api-error.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorNotice } from '../../shared/ui/feedback/ErrorNotice.tsx'
import { tryItWords } from './try-it-words.ts'

/** Codes of the relay, and what they are called. */
const titles = {
  ConsoleAddressNotFound: 'failedNotFound',
  ConsoleAnswerMalformed: 'failedMalformed',
  ConsoleCallsExceeded: 'failedTooMany',
  ConsoleCertificateRefused: 'failedCertificate',
  ConsoleConnectionLost: 'failedLost',
  ConsoleConnectionRefused: 'failedRefused',
  ConsoleGatewayUnknown: 'failedNoGateway',
  ConsoleTimeout: 'failedTimeout',
} as const

const isKnown = (code: string): code is keyof typeof titles => code in titles

/** Why no answer came. */
export function FailureNotice({ error, timeoutSeconds }: { readonly error: unknown; readonly timeoutSeconds: number }) {
  const words = useWords(tryItWords)
  // Whatever breaks while the answer is read is no answer of the server.
  const isLost = !isApiError(error) && error instanceof TypeError
  const code = isApiError(error) ? error.code : isLost ? 'ConsoleConnectionLost' : ''
  const title = words(isKnown(code) ? titles[code] : 'failedOther', { seconds: timeoutSeconds })
  return <ErrorNotice error={error} title={title} />
}
