const mark = ';rev='

/** An API's identifier taken apart: `echo-api;rev=2` is the revision 2 of `echo-api`. */
export interface ApiName {
  readonly name: string
  /** Undefined = the current one. */
  readonly revision: string | undefined
}

export function splitApiName(apiId: string): ApiName {
  const at = apiId.toLowerCase().indexOf(mark)
  return at < 0
    ? { name: apiId, revision: undefined }
    : { name: apiId.slice(0, at), revision: apiId.slice(at + mark.length) }
}

export const toRevisionName = (name: string, revision: string): string => `${name}${mark}${revision}`

/** What the identifiers of all revisions but the current one begin with. */
export const revisionPrefix = (name: string): string => `${name}${mark}`

/** A revision's number or word as it may stand in an address. */
export const isRevision = (revision: string): boolean => /^[A-Za-z0-9._~-]{1,100}$/.test(revision)
