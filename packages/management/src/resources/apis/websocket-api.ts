import type { ApiProperties, Fault, OperationProperties } from '@sluice/contracts'
import type { StoreReader } from '@sluice/platform'
import type { WriteContext } from '../../arm/define-resource.ts'
import { fieldFault } from '../../arm/faults.ts'
import { type ServiceIdentity, toKey } from '../../arm/identity.ts'
import { readApi } from './api-documents.ts'
import { importedOf } from './import-definition.ts'

/** The one operation of a WebSocket API, made with it. */
export const handshakeName = 'onHandshake'

const handshakeOperation = {
  displayName: handshakeName,
  method: 'GET',
  urlTemplate: '/',
  description: 'Opens the connection. Policies run at this request only.',
}

export const isWebSocketApi = (api: Pick<ApiProperties, 'type'> | undefined): boolean => api?.type === 'websocket'

/** Whether what is below `/apis/{apiId}` belongs to a WebSocket API. @param path below the service */
export async function isOfWebSocketApi(reader: StoreReader, service: ServiceIdentity, path: string): Promise<boolean> {
  const name = /^\/apis\/([^/]+)/i.exec(path)?.[1]
  return name !== undefined && isWebSocketApi((await readApi(reader, service, name))?.properties)
}

/** What a WebSocket API has otherwise than the others. @see reference: API Management, 2.10 */
export function checkWebSocketApi(api: ApiProperties, context: WriteContext): Fault[] {
  const before = context.existing?.properties as ApiProperties | undefined
  if (before !== undefined && isWebSocketApi(before) !== isWebSocketApi(api)) {
    return [fieldFault('properties.type', 'An API cannot become, or cease to be, a WebSocket API; make another one.')]
  }
  if (!isWebSocketApi(api)) return []
  const faults: Fault[] = []
  if (api.protocols.some((protocol) => protocol !== 'ws' && protocol !== 'wss')) {
    faults.push(fieldFault('properties.protocols', "The protocols of a WebSocket API are 'ws' and 'wss'."))
  }
  if (api.serviceUrl && !/^wss?:/i.test(api.serviceUrl)) {
    faults.push(fieldFault('properties.serviceUrl', "'serviceUrl' of a WebSocket API must be a ws or wss address."))
  }
  if (importedOf(context) !== undefined) {
    faults.push(fieldFault('properties.format', 'A WebSocket API is not described by a definition.'))
  }
  return faults
}

/** Gives a WebSocket API its operation. */
export async function putHandshake({ path, put, transaction, service }: WriteContext): Promise<void> {
  const operationPath = `${path}/operations/${handshakeName}`
  if ((await transaction.get(toKey(service.name, operationPath))) !== undefined) return
  await put(operationPath, { ...handshakeOperation, templateParameters: [], responses: [] })
}

/** That there is no other operation, and that this one takes every handshake. */
export function checkHandshake(name: string, { method, urlTemplate }: OperationProperties): Fault[] {
  if (name.toLowerCase() !== handshakeName.toLowerCase()) {
    return [fieldFault('operationId', `A WebSocket API has the operation '${handshakeName}' only.`)]
  }
  const isSame = method.toUpperCase() === handshakeOperation.method && /^\/\*?$/.test(urlTemplate)
  return isSame
    ? []
    : [fieldFault('properties.urlTemplate', `'${handshakeName}' is GET /, and cannot be changed to something else.`)]
}
