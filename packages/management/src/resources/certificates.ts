import { AppError, type CertificateProperties, certificateProperties, type Fault, identifiers } from '@sluice/contracts'
import { defineResource, toBody, type WriteContext } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { serviceKey } from '../arm/identity.ts'
import { certificateKeysOf } from './backend-credentials.ts'
import { noKeyVault, refuseRefresh } from './key-vault.ts'
import { assertNotNamedInPolicies } from './policies/policy-definitions.ts'
import { assertUnused } from './policies/policy-texts.ts'

/** @see reference: API Management, 1.10 */
export const certificates = defineResource({
  type: 'Microsoft.ApiManagement/service/certificates',
  title: 'Certificate',
  path: '/certificates/{certificateId}',
  identifiers: { certificateId: identifiers.certificateId },
  contract: certificateProperties,
  verbs: ['put', 'delete'],
  access: { read: 'analyst', write: 'administrator' },
  filterable: ['name', 'subject', 'thumbprint', 'expirationDate'],
  secrets: { fields: ['data', 'password'] },
  madeByService: { properties: ['subject', 'thumbprint', 'expirationDate'] },
  async prepare(certificate, context) {
    const { existing, environment, key } = context
    assertNoFaults(check(certificate, context))
    const { data, password } = certificate
    if (data === undefined) {
      const { subject, thumbprint, expirationDate } = (existing?.properties ?? {}) as CertificateProperties
      return {
        properties: { subject, thumbprint, expirationDate },
        hidden: { keyPair: existing?.hidden?.keyPair ?? '' },
      }
    }
    const reading = await environment.readPfx(data, password ?? '')
    if ('fault' in reading) {
      const [field, message] = unreadable[reading.fault]
      const faults = [fieldFault(`properties.${field}`, message)]
      throw new AppError('ValidationError', {}, { faults, cause: reading.cause })
    }
    const { subject, thumbprint, expirationDate, certificateChain, privateKey } = reading.contents
    return {
      // A password that belongs to other data must not stay.
      properties: { data, password: password ?? null, subject, thumbprint, expirationDate },
      hidden: {
        keyPair: environment.secrets.seal(JSON.stringify({ certificateChain, privateKey }), `${key}#keyPair`),
      },
    }
  },
  async beforeDelete(context) {
    const { transaction, service, key, identifiers: ids, existing } = context
    const { certificateId = '' } = ids
    const what = `certificate '${certificateId}'`
    const backends = await transaction.list(`${serviceKey(service.name)}/backends`)
    assertUnused(
      what,
      backends.filter((backend) => certificateKeysOf(toBody(backend)).includes(key)),
    )
    await assertNotNamedInPolicies(context, { what, attribute: 'certificate-id', value: certificateId })
    const { thumbprint } = (existing?.properties ?? {}) as CertificateProperties
    if (thumbprint !== undefined) {
      await assertNotNamedInPolicies(context, { what, attribute: 'thumbprint', value: thumbprint })
    }
  },
  actions: { refreshSecret: { run: async () => refuseRefresh('certificate') } },
})

function check({ data, password, keyVault }: CertificateProperties, { existing }: WriteContext): Fault[] {
  if (keyVault) return [fieldFault('properties.keyVault', noKeyVault('data and password'))]
  if (data !== undefined) return []
  if (existing === undefined) return [fieldFault('properties.data', "'data' is required.")]
  return password == null ? [] : [fieldFault('properties.data', "'data' is required with a password.")]
}

const unreadable = {
  'no-pfx': ['data', "'data' must be a certificate with its private key in the form PKCS #12 (.pfx), in base64."],
  'wrong-password': ['password', "'password' does not open the certificate."],
  'no-private-key': ['data', "'data' holds no private key that belongs to its certificate."],
} as const
