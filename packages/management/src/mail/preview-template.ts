import type { StoreReader } from '@sluice/platform'
import type { ServiceIdentity } from '../arm/identity.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { serviceValues } from './mail-values.ts'
import { type RenderedMail, renderMail } from './render-mail.ts'
import type { MailValues } from './template-language/render-template.ts'
import { mailParameters } from './templates/parameters.ts'

/** What a template gives with the parameters that are given, and samples for the others. */
export async function previewTemplate(
  {
    environment,
    reader,
    service,
  }: {
    readonly environment: Pick<ManagementEnvironment, 'portalUrl'>
    readonly reader: StoreReader
    readonly service: ServiceIdentity
  },
  template: { readonly subject: string; readonly body: string },
  parameters: MailValues,
): Promise<RenderedMail> {
  const samples = Object.fromEntries(Object.entries(mailParameters).map(([name, { sample }]) => [name, sample]))
  return renderMail(template, { ...samples, ...(await serviceValues(environment, reader, service)), ...parameters })
}
