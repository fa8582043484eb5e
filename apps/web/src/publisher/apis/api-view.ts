import type { ApiProperties, ApiVersionSetProperties } from '@sluice/contracts'

/** An API as the server shows it. */
export interface ApiView extends ApiProperties {
  /** The version set that `apiVersionSetId` names, where it was asked for. */
  readonly apiVersionSet?: Omit<ApiVersionSetProperties, 'displayName'> & { readonly id: string; readonly name: string }
}

const mark = ';rev='

/** Identifier of the API, whatever revision `name` is. */
export const baseNameOf = (name: string): string => name.split(mark)[0] ?? name

export const revisionName = (name: string, revision: string): string => `${baseNameOf(name)}${mark}${revision}`

/** Page of an API. */
export const apiHref = (service: string, name: string, tab = 'summary'): string =>
  `/publisher/${service}/apis/${name.replaceAll('%', '%25')}/${tab}`

/** Path of an API below the management API. */
export const apiPath = (serviceId: string, name: string): string => `${serviceId}/apis/${name.replaceAll('%', '%25')}`
