/** The token of an `Authorization` header: any letter case of `Bearer`, any number of blanks. */
export function readBearerToken(authorization: string | undefined): string | undefined {
  return authorization === undefined ? undefined : /^\s*bearer\s+(\S+)\s*$/i.exec(authorization)?.[1]
}
