import { type AuthorizationServerProperties, authorizationServerProperties } from '@sluice/contracts'
import * as z from 'zod'
import { type FormTexts, isUrl, neededText, toSecret, urlText } from './form-texts.ts'

const { grantTypes, authorizationMethods, clientAuthenticationMethod, bearerTokenSendingMethods } =
  authorizationServerProperties.shape

/** Choices of the fields with several of a few. */
export const serverChoices = {
  grantTypes: grantTypes.element.options,
  authorizationMethods: authorizationMethods.unwrap().element.options,
  clientAuthenticationMethod: clientAuthenticationMethod.unwrap().element.options,
  bearerTokenSendingMethods: bearerTokenSendingMethods.unwrap().element.options,
} as const

export const authorizationServerForm = (texts: FormTexts) =>
  z.object({
    displayName: neededText(texts).max(50),
    description: z.string(),
    clientRegistrationEndpoint: urlText(texts),
    authorizationEndpoint: urlText(texts),
    tokenEndpoint: z.string().refine((text) => text.trim() === '' || isUrl(text), texts.url),
    grantTypes: z.array(z.string()).min(1, texts.needed),
    authorizationMethods: z.array(z.string()).min(1, texts.needed),
    clientAuthenticationMethod: z.array(z.string()),
    bearerTokenSendingMethods: z.array(z.string()),
    clientId: neededText(texts),
    clientSecret: z.string(),
    defaultScope: z.string(),
    supportState: z.boolean(),
    /** One a line: `name=value`. */
    tokenBodyParameters: z.string().refine((text) => parseParameters(text) !== undefined, texts.parameters),
    resourceOwnerUsername: z.string(),
    resourceOwnerPassword: z.string(),
    useInTestConsole: z.boolean(),
    useInApiDocumentation: z.boolean(),
  })
export type AuthorizationServerForm = z.infer<ReturnType<typeof authorizationServerForm>>

export const emptyAuthorizationServer: AuthorizationServerForm = {
  displayName: '',
  description: '',
  clientRegistrationEndpoint: '',
  authorizationEndpoint: '',
  tokenEndpoint: '',
  grantTypes: ['authorizationCode'],
  authorizationMethods: ['GET'],
  clientAuthenticationMethod: ['Body'],
  bearerTokenSendingMethods: ['authorizationHeader'],
  clientId: '',
  clientSecret: '',
  defaultScope: '',
  supportState: true,
  tokenBodyParameters: '',
  resourceOwnerUsername: '',
  resourceOwnerPassword: '',
  useInTestConsole: true,
  useInApiDocumentation: false,
}

export const toAuthorizationServerForm = (server: AuthorizationServerProperties): AuthorizationServerForm => ({
  ...server,
  description: server.description ?? '',
  tokenEndpoint: server.tokenEndpoint ?? '',
  clientSecret: '',
  defaultScope: server.defaultScope ?? '',
  tokenBodyParameters: server.tokenBodyParameters.map(({ name, value }) => `${name}=${value}`).join('\n'),
  resourceOwnerUsername: server.resourceOwnerUsername ?? '',
  resourceOwnerPassword: '',
})

export const toAuthorizationServer = ({
  clientSecret,
  resourceOwnerPassword,
  ...form
}: AuthorizationServerForm): Record<string, unknown> => ({
  ...form,
  displayName: form.displayName.trim(),
  description: form.description.trim() || null,
  tokenEndpoint: form.tokenEndpoint.trim() || null,
  defaultScope: form.defaultScope.trim() || null,
  resourceOwnerUsername: form.resourceOwnerUsername.trim() || null,
  tokenBodyParameters: parseParameters(form.tokenBodyParameters) ?? [],
  ...toSecret(clientSecret),
  ...(resourceOwnerPassword === '' ? {} : { resourceOwnerPassword }),
})

/** Undefined when a line is no `name=value`. */
export function parseParameters(text: string): readonly { name: string; value: string }[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const parameters = lines.map((line) => {
    const at = line.indexOf('=')
    return { name: line.slice(0, Math.max(0, at)).trim(), value: line.slice(at + 1).trim() }
  })
  return parameters.every(({ name }) => name !== '') ? parameters : undefined
}
