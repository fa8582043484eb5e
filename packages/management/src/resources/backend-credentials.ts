import type { BackendCredentials, Fault } from '@sluice/contracts'
import type { ResourceBody, WriteContext } from '../arm/define-resource.ts'
import { toBody } from '../arm/define-resource.ts'
import { fieldFault } from '../arm/faults.ts'
import { serviceKey } from '../arm/identity.ts'
import { findReferenced, showReference } from '../arm/resource-reference.ts'

/** Keys of the client certificates that a stored backend presents. */
export const certificateKeysOf = ({ hidden }: ResourceBody): readonly string[] =>
  hidden?.certificateKeys?.split('\n') ?? []

export interface ResolvedCertificates {
  readonly credentials: BackendCredentials
  readonly keys: readonly string[]
  readonly faults: readonly Fault[]
}

/** The certificates that credentials name, by identifier or thumbprint; those must exist. */
export async function resolveCertificates(
  credentials: BackendCredentials,
  { transaction, service }: WriteContext,
): Promise<ResolvedCertificates> {
  const keys = new Set<string>()
  const faults: Fault[] = []
  const certificateIds: string[] = []
  for (const [index, id] of (credentials.certificateIds ?? []).entries()) {
    // A configuration of another installation names its certificates below another service.
    const path = id.replace(/^.*(?=\/certificates\/)/i, '')
    const found = await findReferenced(transaction, service, path, '/certificates/{certificateId}')
    if (found === undefined) {
      const target = `properties.credentials.certificateIds.${index}`
      faults.push(fieldFault(target, `There is no certificate '${id}'.`))
      continue
    }
    keys.add(found.key)
    certificateIds.push(showReference(toBody(found).path, service))
  }
  // Where there are identifiers, thumbprints do not count.
  const thumbprints = certificateIds.length === 0 ? (credentials.certificate ?? []) : []
  const known = thumbprints.length === 0 ? [] : await transaction.list(`${serviceKey(service.name)}/certificates`)
  for (const [index, thumbprint] of thumbprints.entries()) {
    const found = known.find(
      (document) => String(toBody(document).properties.thumbprint).toUpperCase() === thumbprint.toUpperCase(),
    )
    if (found !== undefined) keys.add(found.key)
    else {
      const target = `properties.credentials.certificate.${index}`
      faults.push(fieldFault(target, `There is no certificate with the thumbprint '${thumbprint}'.`))
    }
  }
  const ids = credentials.certificateIds == null ? {} : { certificateIds }
  return { credentials: { ...credentials, ...ids }, keys: [...keys], faults }
}
