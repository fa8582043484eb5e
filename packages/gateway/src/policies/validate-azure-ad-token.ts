import { AppError } from '@sluice/contracts/errors'
import { policyScopes } from '@sluice/policy-language'
import type { OpenIdKeySource } from '../jwt/openid-keys.ts'
import { headerName, text } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { elements } from '../pipeline/element-spec.ts'
import { takeToken, withAnswer } from './validate-jwt/refuse-token.ts'
import {
  claimsOf,
  keyList,
  refusalAttributes,
  requiredClaims,
  textList,
  textsOf,
} from './validate-jwt/token-elements.ts'
import { compileKeys } from './validate-jwt/token-keys.ts'

/**
 * Refuses calls without a token that Microsoft Entra issued in a tenant, for one of the listed applications.
 * @see https://learn.microsoft.com/azure/api-management/validate-azure-ad-token-policy
 */
export const validateAzureAdToken = definePolicy({
  name: 'validate-azure-ad-token',
  summary: 'Refuses calls without a valid token of Microsoft Entra.',
  category: 'Authentication and authorization',
  snippet: `<validate-azure-ad-token tenant-id="#{tenant}">
    <client-application-ids>
        <application-id>#{application}</application-id>
    </client-application-ids>
</validate-azure-ad-token>`,
  sections: ['inbound'],
  scopes: policyScopes,
  attributes: {
    'tenant-id': text('Identifier or address of the tenant, or organizations or common.', {
      isTrimmed: true,
      pattern: { expression: '[A-Za-z0-9.-]+', meaning: 'the identifier of a tenant' },
    }).orExpression(),
    'header-name': headerName('Header in which the token is; Authorization where nothing is written.')
      .orExpression()
      .optional(),
    'query-parameter-name': text('Query parameter in which the token is.').orExpression().optional(),
    'token-value': text('The token itself.', { minLength: 0 }).orExpression().optional(),
    'authentication-endpoint': text('Host of the issuer.', {
      isTrimmed: true,
      pattern: { expression: '(?:https://)?[A-Za-z0-9.-]+(?::\\d+)?/?', meaning: 'the name of a host' },
    })
      .orExpression()
      .default('login.microsoftonline.com'),
    ...refusalAttributes,
  },
  rules: [{ rule: 'at-most-one', of: ['header-name', 'query-parameter-name', 'token-value'] }],
  content: elements({
    'backend-application-ids': textList(
      'application-id',
      'Applications that tokens are meant for.',
      'One application.',
    ),
    'client-application-ids': textList('application-id', 'Applications that may call.', 'One application.'),
    audiences: textList('audience', 'Whom a token must be meant for.', 'One audience that is accepted.'),
    'required-claims': requiredClaims,
    'decryption-keys': keyList('Keys that tokens may be encrypted for.'),
  }),
  compile({ children, ...settings }, { clock, openIdKeys, expressions }) {
    const decryptionKeys = compileKeys(children['decryption-keys']?.children.key ?? [], 'decrypt')
    const claims = children['required-claims']?.children.claim ?? []
    const backends = children['backend-application-ids']?.children['application-id']
    const clients = children['client-application-ids']?.children['application-id']
    const variable = settings['output-token-variable-name']
    const place = {
      header: settings['header-name'],
      query: settings['query-parameter-name'],
      value: settings['token-value'],
      scheme: undefined,
    }
    return async (context) => {
      const host = settings['authentication-endpoint'](context).replace(/^https:\/\/|\/$/g, '')
      const tenant = settings['tenant-id'](context)
      const config = `https://${host}/${tenant}/v2.0/.well-known/openid-configuration`
      const rules = {
        requiresExpiration: true,
        requiresSignature: true,
        clockSkewSeconds: 0,
        openIdConfigs: [config],
        signingKeys: [],
        decryptionKeys: decryptionKeys(context),
        audiences: [...textsOf(children.audiences?.children.audience, context), ...textsOf(backends, context)],
        issuers: await olderIssuers(config, openIdKeys, settings, context),
        claims: claimsOf(claims, context),
      }
      const { token, payload } = await takeToken(context, {
        place,
        rules,
        refusal: settings,
        around: { clock, openIdKeys },
      })
      const callers = textsOf(clients, context)
      const caller = payload.azp ?? payload.appid
      if (callers.length > 0 && !callers.some((one) => one === caller)) {
        const failure = new AppError('TokenClaimValueNotAllowed', {
          claim: payload.azp === undefined ? 'appid' : 'azp',
          value: String(caller ?? '(none)'),
        })
        throw withAnswer(failure, settings, context)
      }
      if (variable !== undefined) context.variables.set(variable, expressions.parseJwt(token))
    }
  },
})

/**
 * Tokens of the first version name another issuer than the configuration, which is of the second; its tenant is the
 * same. All tenants share their keys, so that nothing but the issuer tells their tokens apart.
 */
async function olderIssuers(
  config: string,
  openIdKeys: OpenIdKeySource,
  refusal: Parameters<typeof withAnswer>[1],
  context: CallContext,
): Promise<readonly string[]> {
  try {
    const { issuer } = await openIdKeys.find(config)
    const tenant = issuer === undefined ? undefined : /^https:\/\/[^/]+\/([^/]+)\//.exec(issuer)?.[1]
    // Without an issuer in the configuration, no token is trusted.
    return [tenant === undefined ? 'none' : `https://sts.windows.net/${tenant}/`]
  } catch (error) {
    throw withAnswer(error, refusal, context)
  }
}
