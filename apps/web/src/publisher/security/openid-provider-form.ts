import type { OpenidConnectProviderProperties } from '@sluice/contracts'
import * as z from 'zod'
import { type FormTexts, neededText, toSecret, urlText } from './form-texts.ts'

export const openidProviderForm = (texts: FormTexts) =>
  z.object({
    displayName: neededText(texts).max(50),
    description: z.string(),
    metadataEndpoint: urlText(texts),
    clientId: neededText(texts),
    clientSecret: z.string(),
    useInTestConsole: z.boolean(),
    useInApiDocumentation: z.boolean(),
  })
export type OpenidProviderForm = z.infer<ReturnType<typeof openidProviderForm>>

export const emptyOpenidProvider: OpenidProviderForm = {
  displayName: '',
  description: '',
  metadataEndpoint: '',
  clientId: '',
  clientSecret: '',
  useInTestConsole: true,
  useInApiDocumentation: false,
}

export const toOpenidProviderForm = (provider: OpenidConnectProviderProperties): OpenidProviderForm => ({
  ...provider,
  description: provider.description ?? '',
  clientSecret: '',
})

export const toOpenidProvider = ({ clientSecret, ...form }: OpenidProviderForm): Record<string, unknown> => ({
  ...form,
  displayName: form.displayName.trim(),
  description: form.description.trim() || null,
  ...toSecret(clientSecret),
})
