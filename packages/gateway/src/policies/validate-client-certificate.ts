import { createHash, X509Certificate } from 'node:crypto'
import { AppError } from '@sluice/contracts/errors'
import { type JudgeElement, policyScopes } from '@sluice/policy-language'
import { boolean, text } from '../pipeline/attributes.ts'
import type { CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { element, elements, many, one } from '../pipeline/element-spec.ts'
import type { Value } from '../pipeline/value.ts'

const part = (help: string) => text(help, { isTrimmed: true }).orExpression().optional()

const identityAttributes = {
  thumbprint: part('SHA-1 of the certificate.'),
  'serial-number': part('Serial number of the certificate.'),
  'common-name': part('Common name of its subject.'),
  subject: part('Its subject, such as `CN=client, O=Contoso`.'),
  'dns-name': part('A name among its alternative names.'),
  'issuer-subject': part('Subject of its issuer.'),
  'issuer-thumbprint': part('SHA-1 of the certificate of its issuer.'),
  'issuer-certificate-id': part('Identifier of a certificate of the instance that issued it.'),
}

const hexadecimal = {
  thumbprint: { expression: /^(?:[0-9a-f]{2}[ :]?){20}$/i, what: '40 hexadecimal digits' },
  'issuer-thumbprint': { expression: /^(?:[0-9a-f]{2}[ :]?){20}$/i, what: '40 hexadecimal digits' },
  'serial-number': { expression: /^[0-9a-f][0-9a-f :]*$/i, what: 'hexadecimal digits' },
} as const

/** What no certificate can have would refuse every call. */
const judgeIdentity: JudgeElement = ({ constantOf }) =>
  Object.entries(hexadecimal)
    .filter(([attribute, { expression }]) => !expression.test(constantOf(attribute)?.trim() ?? '0'.repeat(40)))
    .map(([attribute, { what }]) => ({ attribute, what: `The '${attribute}' attribute must be ${what}` }))

/**
 * Refuses calls without a client certificate that is trusted, in its time, and one of the listed identities.
 * @see https://learn.microsoft.com/azure/api-management/validate-client-certificate-policy
 */
export const validateClientCertificate = definePolicy({
  name: 'validate-client-certificate',
  summary: 'Refuses calls without a client certificate that is trusted and expected.',
  category: 'Authentication and authorization',
  snippet: `<validate-client-certificate validate-trust="true" validate-not-before="true" validate-not-after="true" ignore-error="false">
    <identities>
        <identity common-name="#{name}" />
    </identities>
</validate-client-certificate>`,
  sections: ['inbound'],
  scopes: policyScopes,
  attributes: {
    'validate-revocation': boolean(
      'Whether the lists of revoked certificates are asked that the certificate and its issuers name.',
    ).default(true),
    'validate-trust': boolean('Whether a trusted authority must vouch for the certificate.').default(true),
    'validate-not-before': boolean('Whether the time of the certificate must have begun.').default(true),
    'validate-not-after': boolean('Whether the time of the certificate must not be over.').default(true),
    'ignore-error': boolean('Whether calls go on that would be refused.').default(false),
  },
  content: elements({
    identities: one(
      'Certificates that are accepted; without them, every trusted one is.',
      element({
        content: elements({
          identity: many(
            'One identity; all of its attributes must fit.',
            element({
              attributes: identityAttributes,
              rules: [{ rule: 'at-least-one', of: Object.keys(identityAttributes) }],
              judge: judgeIdentity,
            }),
            { min: 1 },
          ),
        }),
      }),
    ),
  }),
  compile({ children, ...settings }, { clock, revocationLists, telemetry }) {
    const identities = children.identities?.children.identity
    return (context) => {
      const reason = refuse(context)
      if (reason !== undefined) return end(reason, context)
      const shown = context.call.clientCertificate
      if (!settings['validate-revocation'] || shown === undefined) return
      const objection = revocationLists.check(shown, () => context.certificates.values().map((one) => one.certificate))
      return objection instanceof Promise ? objection.then((found) => end(found, context)) : end(objection, context)
    }

    function end(reason: string | undefined, context: CallContext): void {
      if (reason === undefined) return
      if (!settings['ignore-error'])
        throw new AppError('ClientCertificateRejected', { reason, answerMessage: 'Forbidden' })
      telemetry.trace(
        { source: 'validate-client-certificate', severity: 'information', message: reason, metadata: {} },
        context,
      )
    }

    function refuse(context: CallContext): string | undefined {
      const shown = context.call.clientCertificate
      if (shown === undefined) return 'none was shown'
      const certificate = new X509Certificate(shown.bytes)
      const now = clock.now()
      if (settings['validate-not-before'] && Date.parse(certificate.validFrom) > now) return 'its time has not begun'
      if (settings['validate-not-after'] && Date.parse(certificate.validTo) < now) return 'its time is over'
      if (settings['validate-trust'] && !shown.isTrusted) return 'no trusted authority vouches for it'
      if (identities === undefined) return undefined
      const isExpected = identities.some((identity) => fits(identity, certificate, context))
      return isExpected ? undefined : 'it is none of the expected ones'
    }
  },
})

type Identity = { readonly [Name in keyof typeof identityAttributes]: Value<string> | undefined }

function fits(identity: Identity, certificate: X509Certificate, context: CallContext): boolean {
  const matches = (value: Value<string> | undefined, isRight: (wanted: string) => boolean): boolean =>
    value === undefined || isRight(value(context))
  const issuer = certificate.issuerCertificate
  return (
    matches(identity.thumbprint, (wanted) => isSameHex(wanted, thumbprintOf(certificate))) &&
    matches(identity['serial-number'], (wanted) => isSameHex(wanted, certificate.serialNumber)) &&
    matches(identity['common-name'], (wanted) => commonName(certificate.subject) === wanted) &&
    matches(identity.subject, (wanted) => isSameName(wanted, certificate.subject)) &&
    matches(identity['dns-name'], (wanted) => certificate.checkHost(wanted, { subject: 'never' }) !== undefined) &&
    matches(identity['issuer-subject'], (wanted) => isSameName(wanted, certificate.issuer)) &&
    matches(
      identity['issuer-thumbprint'],
      (wanted) => issuer !== undefined && isSameHex(wanted, thumbprintOf(issuer)),
    ) &&
    matches(identity['issuer-certificate-id'], (wanted) => isIssuedBy(certificate, wanted, context))
  )
}

function isIssuedBy(certificate: X509Certificate, id: string, { certificates }: CallContext): boolean {
  const issuer = certificates.get(id.toLowerCase())?.certificate
  return issuer !== undefined && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
}

const thumbprintOf = ({ raw }: X509Certificate): string => createHash('sha1').update(raw).digest('hex')

const toHex = (text: string): string =>
  text
    .replace(/[^0-9A-Fa-f]/g, '')
    .replace(/^0+/, '')
    .toLowerCase()
const isSameHex = (a: string, b: string): boolean => toHex(a) === toHex(b)

/** Node has one part on each line, the least specific first; documents have them the other way round. */
const partsOf = (name: string): readonly string[] =>
  name
    .split(/\n|,(?![^"]*"(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .sort()

const isSameName = (a: string, b: string): boolean => partsOf(a).join('\n') === partsOf(b).join('\n')

const commonName = (subject: string): string | undefined => /^CN=(.*)$/m.exec(subject)?.[1]
