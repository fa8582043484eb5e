import type { JudgeElement } from '@sluice/policy-language'
import type { RequiredClaim } from '../../jwt/token-settings.ts'
import { boolean, choice, integer, seconds, text, url } from '../../pipeline/attributes.ts'
import type { CallContext } from '../../pipeline/call-context.ts'
import { element, elements, many, one, textContent } from '../../pipeline/element-spec.ts'
import type { Value } from '../../pipeline/value.ts'

/** Attributes that every policy for tokens has. */
export const refusalAttributes = {
  'failed-validation-httpcode': integer('Status of a refusal.', { min: 200, max: 599 }).orExpression().default(401),
  'failed-validation-error-message': text('Message of a refusal; left out, one that says why.', { minLength: 0 })
    .orExpression()
    .optional(),
  'output-token-variable-name': text('Variable that gets the token.', { isTrimmed: true }).optional(),
}

const oneText = (help: string) => element({ content: textContent(text(help, { isTrimmed: true }).orExpression()) })

/** Several texts in elements of one name. */
export const textList = <Name extends string>(name: Name, help: string, itemHelp: string) =>
  one(
    help,
    element({ content: elements({ [name]: many(itemHelp, oneText(itemHelp), { min: 1 }) } as NamedTexts<Name>) }),
  )

type NamedTexts<Name extends string> = Record<Name, ReturnType<typeof many<{ readonly text: Value<string> }>>>

const claim = element({
  attributes: {
    name: text('Name of the claim.', { isTrimmed: true }).orExpression(),
    match: choice('Whether all of the values must be there, or any one.', ['all', 'any']).orExpression().default('all'),
    separator: text('What stands between the values inside the claim.').orExpression().optional(),
  },
  content: elements({ value: many('A value that the claim must have.', oneText('The value.')) }),
})

export const requiredClaims = one(
  'Claims that a token must have.',
  element({ content: elements({ claim: many('One claim.', claim, { min: 1 }) }) }),
)

interface ClaimSettings {
  readonly name: Value<string>
  readonly match: Value<'all' | 'any'>
  readonly separator: Value<string> | undefined
  readonly children: { readonly value: readonly { readonly text: Value<string> }[] }
}

export const claimsOf = (claims: readonly ClaimSettings[], context: CallContext): readonly RequiredClaim[] =>
  claims.map(({ name, match, separator, children }) => ({
    name: name(context),
    match: match(context),
    separator: separator?.(context),
    values: children.value.map((value) => value.text(context)),
  }))

/** One of three: a secret between the tags, a certificate, or both numbers of an RSA key. */
const judgeKey: JudgeElement = ({ constantOf, has, text: secret }) => {
  const isRsa = has('n') || has('e')
  if (isRsa && !(has('n') && has('e'))) return [{ what: "An RSA key needs both of the attributes 'n' and 'e'" }]
  const wanted = "A key is either a secret in base64, 'certificate-id', or 'n' and 'e'"
  const hasSecret = secret === undefined || secret.trim() !== ''
  if (Number(isRsa) + Number(has('certificate-id')) + Number(hasSecret) !== 1) return [{ what: wanted }]
  if (secret !== undefined && hasSecret && !isBase64(secret)) return [{ what: 'The secret is no base64' }]
  return (['n', 'e'] as const)
    .filter((name) => !/^[\w-]*$/.test(constantOf(name)?.trim() ?? ''))
    .map((attribute) => ({ attribute, what: `The '${attribute}' attribute is no base64url` }))
}

const isBase64 = (written: string): boolean => /^[A-Za-z0-9+/_-]+={0,2}$/.test(written.replace(/\s/g, ''))

const key = element({
  attributes: {
    id: text('What the `kid` of a token must be to mean this key.').orExpression().optional(),
    'certificate-id': text('Identifier of a certificate of the instance.', { isTrimmed: true })
      .orExpression()
      .optional(),
    n: text('Modulus of an RSA key, base64url.', { isTrimmed: true }).orExpression().optional(),
    e: text('Exponent of an RSA key, base64url.', { isTrimmed: true }).orExpression().optional(),
  },
  content: textContent(text('A shared secret, base64.', { minLength: 0, isTrimmed: true }).orExpression()),
  judge: judgeKey,
})

/** Keys by their material: a secret, a certificate, or the numbers of an RSA key. */
export const keyList = (help: string) =>
  one(help, element({ content: elements({ key: many('One key.', key, { min: 1 }) }) }))

export interface KeySettings {
  readonly id: Value<string> | undefined
  readonly 'certificate-id': Value<string> | undefined
  readonly n: Value<string> | undefined
  readonly e: Value<string> | undefined
  readonly text: Value<string>
}

export const openIdConfig = many(
  'Where an issuer says which keys it signs with.',
  element({ attributes: { url: url('Address of the OpenID configuration.').orExpression() } }),
)

export const clockSkew = seconds('Seconds by which clocks may differ.', { min: 0 }).orExpression().default(0)
export const requireExpiration = boolean('Whether a token must say until when it is valid.')
  .orExpression()
  .default(true)
export const requireSignature = boolean('Whether a token must be signed.').orExpression().default(true)

/** Values of a list that may not be written. */
export const textsOf = (
  list: readonly { readonly text: Value<string> }[] | undefined,
  context: CallContext,
): readonly string[] => (list ?? []).map((item) => item.text(context))
