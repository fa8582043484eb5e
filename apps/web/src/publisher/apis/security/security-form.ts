import * as z from 'zod'
import type { Translate, Words } from '../../../shared/languages/words.ts'
import type { FieldWords } from '../api-fields.ts'
import type { ApiView } from '../api-view.ts'
import type { securityWords } from './security-words.ts'

type NameOf<Of> = Of extends Words<infer Name> ? Name : never
type SecurityWords = Translate<NameOf<typeof securityWords>>

const keyName = (fields: FieldWords) => z.string().refine((text) => text.trim() !== '', fields('required'))

export const securitySchema = (words: SecurityWords, fields: FieldWords) =>
  z
    .object({
      subscriptionRequired: z.boolean(),
      // Called like the properties, so that faults of the server find them.
      subscriptionKeyParameterNames: z.object({ header: keyName(fields), query: keyName(fields) }),
      authorization: z.enum(['none', 'oAuth2', 'openid']),
      authorizationServerId: z.string(),
      scope: z.string(),
      openidProviderId: z.string(),
      bearerTokenSendingMethods: z.array(z.enum(['authorizationHeader', 'query'])),
    })
    .superRefine(({ authorization, authorizationServerId, openidProviderId }, context) => {
      const field =
        authorization === 'oAuth2' && authorizationServerId === ''
          ? 'authorizationServerId'
          : authorization === 'openid' && openidProviderId === ''
            ? 'openidProviderId'
            : undefined
      if (field !== undefined) context.addIssue({ code: 'custom', path: [field], message: words('needsChoice') })
    })
export type SecurityValues = z.input<ReturnType<typeof securitySchema>>

export function fromProperties(api: ApiView): SecurityValues {
  const { oAuth2, openid } = api.authenticationSettings ?? {}
  return {
    subscriptionRequired: api.subscriptionRequired,
    subscriptionKeyParameterNames: { ...api.subscriptionKeyParameterNames },
    authorization: oAuth2?.authorizationServerId ? 'oAuth2' : openid?.openidProviderId ? 'openid' : 'none',
    authorizationServerId: oAuth2?.authorizationServerId ?? '',
    scope: oAuth2?.scope ?? '',
    openidProviderId: openid?.openidProviderId ?? '',
    bearerTokenSendingMethods: openid?.bearerTokenSendingMethods ?? ['authorizationHeader'],
  }
}

/** What a PATCH sends. Whether a subscription is required is the API's, not a revision's. */
export function toProperties(values: SecurityValues, isCurrent: boolean) {
  const { header, query } = values.subscriptionKeyParameterNames
  return {
    ...(isCurrent ? { subscriptionRequired: values.subscriptionRequired } : {}),
    subscriptionKeyParameterNames: { header: header.trim(), query: query.trim() },
    authenticationSettings: toAuthentication(values),
  }
}

function toAuthentication(values: SecurityValues) {
  const { authorization, authorizationServerId, scope, openidProviderId, bearerTokenSendingMethods } = values
  if (authorization === 'none') return null
  if (authorization === 'openid') return { oAuth2: null, openid: { openidProviderId, bearerTokenSendingMethods } }
  const wanted = scope.trim()
  return { oAuth2: { authorizationServerId, ...(wanted === '' ? {} : { scope: wanted }) }, openid: null }
}
