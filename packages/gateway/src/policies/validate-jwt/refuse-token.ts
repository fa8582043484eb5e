import { AppError, isAppError } from '@sluice/contracts/errors'
import type { TokenRules, VerifiedToken } from '../../jwt/token-settings.ts'
import { type TokenSurroundings, verifyToken } from '../../jwt/verify-token.ts'
import type { CallContext } from '../../pipeline/call-context.ts'
import type { Value } from '../../pipeline/value.ts'
import { foldCase } from '../../routing/fold-case.ts'
import { findQueryValue } from '../../routing/query-string.ts'

export interface TokenPlace {
  readonly header: Value<string> | undefined
  readonly query: Value<string> | undefined
  readonly value: Value<string> | undefined
  /** Only looked at in Authorization. */
  readonly scheme: Value<string> | undefined
}

interface RefusalSettings {
  readonly 'failed-validation-httpcode': Value<number>
  readonly 'failed-validation-error-message': Value<string> | undefined
}

/** Verifies the token of a call. @throws AppError with the status and message that the document wants */
export async function takeToken(
  context: CallContext,
  options: {
    readonly place: TokenPlace
    readonly rules: TokenRules
    readonly refusal: RefusalSettings
    readonly around: TokenSurroundings
  },
): Promise<VerifiedToken> {
  try {
    const written = findToken(context, options.place)
    if (written === undefined) throw new AppError('TokenNotPresent', {})
    return await verifyToken(written, options.rules, options.around)
  } catch (error) {
    throw withAnswer(error, options.refusal, context)
  }
}

/** The same failure with the answer that the document chose; what is no fault of the token stays as it is. */
export function withAnswer(error: unknown, refusal: RefusalSettings, context: CallContext): unknown {
  if (!isAppError(error) || error.status !== 401) return error
  const answerMessage = refusal['failed-validation-error-message']?.(context)
  const parameters = {
    ...error.parameters,
    answerStatus: refusal['failed-validation-httpcode'](context),
    ...(answerMessage === undefined ? {} : { answerMessage }),
  }
  return new AppError(error.code, parameters as typeof error.parameters, { cause: error.cause })
}

function findToken(context: CallContext, { header, query, value, scheme }: TokenPlace): string | undefined {
  if (value !== undefined) return nonEmpty(value(context))
  if (query !== undefined) return nonEmpty(findQueryValue(context.request.query, foldCase(query(context))))
  const name = header?.(context) ?? 'Authorization'
  const written = nonEmpty(context.request.headers.get(name))
  if (written === undefined) return undefined
  const parts = /^([A-Za-z][\w-]*)\s+(\S.*)$/.exec(written)
  const wanted = scheme?.(context)
  if (
    name.toLowerCase() === 'authorization' &&
    wanted !== undefined &&
    parts?.[1]?.toLowerCase() !== wanted.toLowerCase()
  ) {
    return undefined
  }
  return parts?.[2] ?? written
}

const nonEmpty = (text: string | undefined): string | undefined => {
  const trimmed = text?.trim()
  return trimmed === '' ? undefined : trimmed
}
