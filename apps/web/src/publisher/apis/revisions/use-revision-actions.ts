import { useService } from '../../../shared/api-client/service.ts'
import { useArmChange } from '../../../shared/api-client/use-resource.ts'
import { apiPath, baseNameOf, revisionName } from '../api-view.ts'
import { useApi } from '../use-api.ts'
import type { RevisionView } from './revision-view.ts'

/** What can be done with revisions; each rejects with the ApiError of the server. */
export function useRevisionActions() {
  const service = useService()
  const base = baseNameOf(useApi().name)
  const { mutateAsync, isPending } = useArmChange()
  const path = apiPath(service.id, base)
  // A change of one revision shows in the list of all, and in every page of the API.
  const touches = [path]
  const pathOf = ({ isCurrent, apiRevision }: RevisionView) =>
    isCurrent ? path : apiPath(service.id, revisionName(base, apiRevision))
  return {
    isPending,
    add: (revision: string, from: string, description: string) =>
      mutateAsync({
        path: apiPath(service.id, revisionName(base, revision)),
        method: 'PUT',
        body: {
          properties: {
            sourceApiId: `/apis/${from}`,
            apiRevision: revision,
            ...(description.trim() === '' ? {} : { apiRevisionDescription: description.trim() }),
          },
        },
        touches,
      }),
    setOnline: (revision: RevisionView, isOnline: boolean) =>
      mutateAsync({
        path: pathOf(revision),
        method: 'PATCH',
        body: { properties: { isOnline } },
        ifMatch: '*',
        touches,
      }),
    makeCurrent: (revision: RevisionView, notes: string) =>
      mutateAsync({
        path: `${path}/releases/${crypto.randomUUID()}`,
        method: 'PUT',
        body: { properties: { apiId: `/apis/${revisionName(base, revision.apiRevision)}`, notes: notes.trim() } },
        touches: [path, apiPath(service.id, revisionName(base, revision.apiRevision))],
      }),
    remove: (revision: RevisionView) =>
      mutateAsync({ path: pathOf(revision), method: 'DELETE', ifMatch: '*', touches }),
    setNotes: (release: string, notes: string) =>
      mutateAsync({
        path: `${path}/releases/${release}`,
        method: 'PATCH',
        body: { properties: { notes: notes.trim() } },
        ifMatch: '*',
      }),
    removeRelease: (release: string) =>
      mutateAsync({ path: `${path}/releases/${release}`, method: 'DELETE', ifMatch: '*' }),
  }
}
