/** An identifier of the snapshot taken apart: `/services/{service}/{collection}/{name}/{childCollection}/{childName}…`. */
export interface ResourcePath {
  readonly service: string
  readonly name: string
  readonly childCollection: string
  readonly childName: string
  /** The last name: the resource's own. */
  readonly own: string
}

export function parseResourcePath(id: string): ResourcePath {
  const parts = id.split('/')
  return {
    service: parts[2] ?? '',
    name: parts[4] ?? '',
    childCollection: parts[5] ?? '',
    childName: parts[6] ?? '',
    own: parts.at(-1) ?? '',
  }
}

const revisionMark = ';rev='

/** An API's name without the revision that its identifier may carry. */
export function withoutRevision(apiId: string): string {
  const at = apiId.indexOf(revisionMark)
  return at < 0 ? apiId : apiId.slice(0, at)
}

/** Last segment of a reference such as `/users/1` or a whole path, lower-cased; undefined for an empty one. */
export function nameInReference(reference: string | null | undefined): string | undefined {
  if (reference === null || reference === undefined) return undefined
  const own = reference.replace(/\/+$/, '').split('/').at(-1)?.toLowerCase()
  return own === '' ? undefined : own
}
