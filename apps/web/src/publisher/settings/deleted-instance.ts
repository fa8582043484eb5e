import type { Resource } from '../../shared/api-client/resource.ts'
import type { Service } from '../../shared/api-client/service.ts'

export interface DeletedProperties {
  /** Path that the instance had and gets again. */
  readonly serviceId: string
  readonly deletionDate: string
  readonly scheduledPurgeDate: string
}

export type DeletedInstance = Resource<DeletedProperties> & { readonly location: string }

/** List of the deleted instances of the subscription that this one belongs to. */
export const deletedPath = ({ id }: Pick<Service, 'id'>): string =>
  `/subscriptions/${id.split('/')[2]}/providers/Microsoft.ApiManagement/deletedservices`
