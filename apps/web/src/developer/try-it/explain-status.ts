type ExplanationTitle =
  | 'backendFailed'
  | 'backendFault'
  | 'gatewayRefused'
  | 'keyInvalid'
  | 'keyMissing'
  | 'operationMissing'
  | 'quotaUsed'
  | 'tooMany'
type ExplanationAdvice = `${ExplanationTitle}Advice` | 'forbiddenAdvice' | 'tooManyUnknownAdvice' | 'unauthorizedAdvice'

/** What a status means that is no success: in words, and what to do. */
export interface Explanation {
  readonly intent: 'warning' | 'error'
  readonly title: ExplanationTitle
  readonly advice: ExplanationAdvice
  readonly values: Readonly<Record<string, string | number>>
}

export interface ExplainedAnswer {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** The body, where it is text. */
  readonly text: string | undefined
}

/** Why the gateway said no, or that the fault lies behind it; undefined = the status speaks for itself. */
export function explainStatus({ status, headers, text }: ExplainedAnswer): Explanation | undefined {
  const header = (name: string) => headers.find(([one]) => one.toLowerCase() === name)?.[1]
  const said = gatewayMessage(status, text)
  const message = said ?? ''
  const explain = (
    title: ExplanationTitle,
    advice: ExplanationAdvice,
    values: Explanation['values'] = {},
  ): Explanation => ({
    intent: status >= 500 ? 'error' : 'warning',
    title,
    advice,
    values: { status, message, ...values },
  })
  if (said === undefined) {
    if (status >= 500) return explain('backendFault', 'backendFaultAdvice')
    return undefined
  }
  switch (status) {
    case 401:
      if (/missing subscription key/i.test(said)) return explain('keyMissing', 'keyMissingAdvice')
      if (/invalid subscription key/i.test(said)) return explain('keyInvalid', 'keyInvalidAdvice')
      return explain('gatewayRefused', 'unauthorizedAdvice')
    case 403:
      return /quota/i.test(said)
        ? explain('quotaUsed', 'quotaUsedAdvice')
        : explain('gatewayRefused', 'forbiddenAdvice')
    case 404:
      return explain('operationMissing', 'operationMissingAdvice')
    case 429: {
      const seconds = Number(header('retry-after') ?? /in (\d+) seconds?/.exec(said)?.[1])
      return Number.isFinite(seconds)
        ? explain('tooMany', 'tooManyAdvice', { seconds })
        : explain('tooMany', 'tooManyUnknownAdvice')
    }
    default:
      if (status >= 500) return explain('backendFailed', 'backendFailedAdvice')
      return status >= 400 ? explain('gatewayRefused', 'gatewayRefusedAdvice') : undefined
  }
}

/** The gateway's own answers are `{ "statusCode": 401, "message": "…" }`; others come from behind it. */
function gatewayMessage(status: number, text: string | undefined): string | undefined {
  if (text === undefined || text.length > 4_000) return undefined
  try {
    const body = JSON.parse(text) as { readonly statusCode?: unknown; readonly message?: unknown } | null
    const isOwn = body !== null && typeof body === 'object' && body.statusCode === status
    return isOwn && typeof body.message === 'string' ? body.message : undefined
  } catch {
    // No JSON, so not of the gateway.
    return undefined
  }
}
