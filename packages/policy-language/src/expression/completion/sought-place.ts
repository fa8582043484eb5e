import type { NetType } from '../net-types/net-type.ts'

/** What is known at the place in an expression that somebody wants to complete. */
export type FoundPlace =
  /** Behind the dot of a value or of a type. */
  | { readonly kind: 'member'; readonly type: NetType; readonly isStatic: boolean }
  /** Behind the dot of a namespace. */
  | { readonly kind: 'namespace'; readonly name: string }
  /** Where a name may stand: variables by name, undefined where the type is not known. */
  | { readonly kind: 'name'; readonly variables: ReadonlyMap<string, NetType | undefined> }

/** Stands in the text where something is to be completed; the first binding that meets it says what it knows. */
export const soughtName = 'sluice_completes_this'

/** Takes what binding tells of the name `soughtName`. */
export class SoughtPlace {
  found: FoundPlace | undefined

  /** Only the first counts: what is tried later is tried for want of a better reading. */
  tell(place: FoundPlace): void {
    this.found ??= place
  }
}
