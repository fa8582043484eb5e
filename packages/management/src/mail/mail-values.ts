import type { UserProperties } from '@sluice/contracts'
import type { StoreReader } from '@sluice/platform'
import { toBody } from '../arm/define-resource.ts'
import { type ServiceIdentity, serviceKey, toKey } from '../arm/identity.ts'
import type { ManagementEnvironment } from '../environment.ts'
import type { MailValues } from './template-language/render-template.ts'
import { type MailTemplateName, mailTemplates } from './templates/index.ts'

/** What every mail may speak of. */
export async function serviceValues(
  environment: Pick<ManagementEnvironment, 'portalUrl'>,
  reader: StoreReader,
  service: ServiceIdentity,
): Promise<MailValues> {
  const document = await reader.get(serviceKey(service.name))
  const { publisherName } = (document?.body.properties ?? {}) as { readonly publisherName?: string }
  return { OrganizationName: publisherName ?? service.name, DevPortalUrl: environment.portalUrl() }
}

/** A user of the service, by identifier. */
export async function findUser(
  reader: StoreReader,
  service: ServiceIdentity,
  userId: string,
): Promise<UserProperties | undefined> {
  const document = await reader.get(toKey(service.name, `/users/${userId}`))
  return document && toBody<UserProperties>(document).properties
}

/** The parameters that speak of a developer. */
export const developerValues = ({ firstName, lastName, email }: UserProperties): MailValues => ({
  DevFirstName: firstName,
  DevLastName: lastName,
  DevEmail: email,
  DevUsername: email,
})

/** Subject and body of a template as they are now: what was changed, else what it begins with. */
export async function currentTemplate(reader: StoreReader, service: ServiceIdentity, name: MailTemplateName) {
  const document = await reader.get(toKey(service.name, `/templates/${name}`))
  const changed = document === undefined ? {} : toBody<{ subject?: string; body?: string }>(document).properties
  return { ...mailTemplates[name], ...changed }
}
