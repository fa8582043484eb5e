import type { KeyObject } from 'node:crypto'

/** A key of a certificate. Policies only hand it back. */
export class NodeRsaKey {
  readonly bits: number
  readonly isPrivate: boolean
  readonly keyObject: KeyObject

  constructor(keyObject: KeyObject) {
    this.keyObject = keyObject
    this.bits = keyObject.asymmetricKeyDetails?.modulusLength ?? 0
    this.isPrivate = keyObject.type === 'private'
  }
}
