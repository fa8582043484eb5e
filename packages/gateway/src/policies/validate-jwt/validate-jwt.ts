import { policyScopes } from '@sluice/policy-language'
import { headerName, text } from '../../pipeline/attributes.ts'
import { definePolicy } from '../../pipeline/define-policy.ts'
import { elements } from '../../pipeline/element-spec.ts'
import { takeToken } from './refuse-token.ts'
import {
  claimsOf,
  clockSkew,
  keyList,
  openIdConfig,
  refusalAttributes,
  requiredClaims,
  requireExpiration,
  requireSignature,
  textList,
  textsOf,
} from './token-elements.ts'
import { compileKeys } from './token-keys.ts'

/**
 * Refuses calls without a JSON Web Token that is signed by a known key, in time, and says what is demanded.
 * @see reference: API Management, 3.3
 */
export const validateJwt = definePolicy({
  name: 'validate-jwt',
  summary: 'Refuses calls without a valid JSON Web Token.',
  category: 'Authentication and authorization',
  snippet: `<validate-jwt header-name="Authorization" failed-validation-httpcode="401" require-scheme="Bearer">
    <openid-config url="https://login.example.com/.well-known/openid-configuration" />
    <audiences>
        <audience>#{audience}</audience>
    </audiences>
</validate-jwt>`,
  sections: ['inbound'],
  scopes: policyScopes,
  attributes: {
    'header-name': headerName('Header in which the token is.').orExpression().optional(),
    'query-parameter-name': text('Query parameter in which the token is.').orExpression().optional(),
    'token-value': text('The token itself.', { minLength: 0 }).orExpression().optional(),
    'require-scheme': text('What must stand before the token in Authorization, such as Bearer.', { isTrimmed: true })
      .orExpression()
      .optional(),
    'require-expiration-time': requireExpiration,
    'require-signed-tokens': requireSignature,
    'clock-skew': clockSkew,
    ...refusalAttributes,
  },
  rules: [
    { rule: 'at-least-one', of: ['header-name', 'query-parameter-name', 'token-value'] },
    { rule: 'at-most-one', of: ['header-name', 'query-parameter-name', 'token-value'] },
  ],
  content: elements({
    'openid-config': openIdConfig,
    'issuer-signing-keys': keyList('Keys that tokens may be signed with.'),
    'decryption-keys': keyList('Keys that tokens may be encrypted for.'),
    audiences: textList('audience', 'Whom a token must be meant for.', 'One audience that is accepted.'),
    issuers: textList('issuer', 'Who may have issued a token.', 'One issuer that is accepted.'),
    'required-claims': requiredClaims,
  }),
  compile({ children, ...settings }, { clock, openIdKeys, expressions }) {
    const configs = children['openid-config'].map(({ url }) => url)
    const signingKeys = compileKeys(children['issuer-signing-keys']?.children.key ?? [], 'verify')
    const decryptionKeys = compileKeys(children['decryption-keys']?.children.key ?? [], 'decrypt')
    const claims = children['required-claims']?.children.claim ?? []
    const variable = settings['output-token-variable-name']
    const place = {
      header: settings['header-name'],
      query: settings['query-parameter-name'],
      value: settings['token-value'],
      scheme: settings['require-scheme'],
    }
    const around = { clock, openIdKeys }
    return async (context) => {
      const rules = {
        requiresExpiration: settings['require-expiration-time'](context),
        requiresSignature: settings['require-signed-tokens'](context),
        clockSkewSeconds: settings['clock-skew'](context),
        openIdConfigs: configs.map((url) => url(context)),
        signingKeys: signingKeys(context),
        decryptionKeys: decryptionKeys(context),
        audiences: textsOf(children.audiences?.children.audience, context),
        issuers: textsOf(children.issuers?.children.issuer, context),
        claims: claimsOf(claims, context),
      }
      const { token } = await takeToken(context, { place, rules, refusal: settings, around })
      if (variable !== undefined) context.variables.set(variable, expressions.parseJwt(token))
    }
  },
})
