import { AppError } from '@sluice/contracts/errors'
import { type AttributeRule, policyScopes } from '@sluice/policy-language'
import { text, unserved } from '../pipeline/attributes.ts'
import type { BackendConnection, CallContext } from '../pipeline/call-context.ts'
import { definePolicy } from '../pipeline/define-policy.ts'
import { element } from '../pipeline/element-spec.ts'
import type { Value } from '../pipeline/value.ts'

const attributes = {
  thumbprint: text('SHA-1 of a certificate of the instance, in hexadecimal.', {
    isTrimmed: true,
    pattern: { expression: '(?:[0-9A-Fa-f]{2}[ :]?){20}|[\\w-]+', meaning: 'a thumbprint' },
  })
    .orExpression()
    .optional(),
  'certificate-id': text('Identifier of a certificate of the instance.', { isTrimmed: true }).orExpression().optional(),
  body: unserved('upload the certificate to the instance and name it by certificate-id'),
  password: unserved('upload the certificate to the instance and name it by certificate-id'),
}
const rules: readonly AttributeRule[] = [
  { rule: 'at-least-one', of: ['thumbprint', 'certificate-id'] },
  { rule: 'at-most-one', of: ['thumbprint', 'certificate-id'] },
]

/** `authentication-certificate` inside `send-request`. */
export const certificateElement = element({ attributes, rules })

interface CertificateSettings {
  readonly thumbprint: Value<string> | undefined
  readonly 'certificate-id': Value<string> | undefined
}

/** @throws AppError `CertificateNotFound` */
export function clientCertificateOf(
  settings: CertificateSettings,
  context: CallContext,
): NonNullable<BackendConnection['clientCertificate']> {
  const id = settings['certificate-id']
  const wanted = id?.(context) ?? settings.thumbprint?.(context) ?? ''
  const found = id === undefined ? findByThumbprint(context, wanted) : context.certificates.get(wanted.toLowerCase())
  if (found === undefined) throw new AppError('CertificateNotFound', { certificate: wanted })
  const { certificateChain: certificate, privateKey } = found.keyPair
  return { certificate, privateKey }
}

/**
 * Shows the backend a certificate of the instance when the connection is opened.
 * @see https://learn.microsoft.com/azure/api-management/authentication-certificate-policy
 */
export const authenticationCertificate = definePolicy({
  name: 'authentication-certificate',
  summary: 'Authenticates with the backend by a client certificate.',
  category: 'Authentication and authorization',
  snippet: '<authentication-certificate thumbprint="#{thumbprint}" />',
  sections: ['inbound'],
  scopes: policyScopes,
  attributes,
  rules,
  compile: (settings) => (context) => {
    const clientCertificate = clientCertificateOf(settings, context)
    context.request.connection = { ...context.request.connection, clientCertificate }
  },
})

function findByThumbprint({ certificates }: CallContext, thumbprint: string) {
  const wanted = thumbprint.replace(/[ :]/g, '').toUpperCase()
  return [...certificates.values()].find((one) => one.thumbprint === wanted)
}
