import type { WebServiceDocument } from '@sluice/contracts'
import type { Secrets } from '@sluice/platform'
import { endpointKeyPurpose } from '../web-services/endpoint-keys.ts'
import type { ServedEndpoint } from '../web-services/web-service-directory.ts'

/** @see reference: AzureML, 3.2 */
export const toWebServiceObject = (document: WebServiceDocument, workspaceId: string, endpointCount: number) => ({
  Id: document.id,
  Name: document.name,
  Description: document.description,
  CreationTime: document.createdAt,
  WorkspaceId: workspaceId,
  DefaultEndpointName: document.defaultEndpointName,
  EndpointCount: endpointCount,
})

export interface EndpointObjectOptions {
  /** Where the caller reached this installation, without a trailing slash. */
  readonly baseUrl: string
  readonly secrets: Pick<Secrets, 'open'>
  /** False = keys are null. */
  readonly showsKeys: boolean
}

/** @see reference: AzureML, 3.3 */
export function toEndpointObject({ workspaceId, document }: ServedEndpoint, options: EndpointObjectOptions) {
  const { baseUrl, secrets, showsKeys } = options
  const open = (key: 'primary' | 'secondary', sealed: string) =>
    showsKeys ? secrets.open(sealed, endpointKeyPurpose(document.id, key)) : null
  return {
    Name: document.name,
    Description: document.description,
    CreationTime: document.createdAt,
    WorkspaceId: workspaceId,
    WebServiceId: document.webServiceId,
    HelpLocation: `${baseUrl}/apihelp/workspaces/${workspaceId}/webservices/${document.webServiceId}/endpoints/${document.id}`,
    PrimaryKey: open('primary', document.primaryKeySealed),
    SecondaryKey: open('secondary', document.secondaryKeySealed),
    ApiLocation: `${baseUrl}/workspaces/${workspaceId}/services/${document.id}`,
    Version: document.version,
    PreventUpdate: document.preventUpdate,
    SampleDataEnabled: document.isSampleDataEnabled,
    ExperimentLocation: null,
    MaxConcurrentCalls: document.maxConcurrentCalls,
    DiagnosticsTraceLevel: document.diagnosticsTraceLevel,
    ThrottleLevel: document.throttleLevel,
    Resources: (document.definition.resources ?? []).flatMap(({ name, kind }) =>
      kind === 'Dataset' ? [] : [{ Name: name, Kind: kind, Location: nowhere }],
    ),
  }
}

/** Files of models have no address that is readable without a token of the workspace. */
const nowhere = { BaseLocation: null, RelativeLocation: null, SasBlobToken: null }
