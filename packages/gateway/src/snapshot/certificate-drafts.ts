import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { KeyPair, SnapshotEntryOf } from '@sluice/contracts'
import type { Log } from '@sluice/platform'
import type { OpenSecret } from './definition-drafts.ts'
import { openJson } from './open-json.ts'

/** A certificate of the instance with its private key; both are read when they are first asked for. */
export interface CompiledCertificate {
  /** SHA-1, upper-case hexadecimal. */
  readonly thumbprint: string
  readonly certificate: X509Certificate
  readonly privateKey: KeyObject
  readonly keyPair: KeyPair
}

/** The certificates of one instance while changes come in. */
export class CertificateDrafts {
  readonly #log: Log
  readonly #openSecret: OpenSecret
  #compiled: ReadonlyMap<string, CompiledCertificate> = new Map()

  constructor(around: { readonly log: Log; readonly openSecret: OpenSecret }) {
    this.#log = around.log
    this.#openSecret = around.openSecret
  }

  /** @param name in lower case */
  set(name: string, entry: SnapshotEntryOf<'certificate'> | undefined): void {
    const next = new Map(this.#compiled)
    const compiled = entry && this.#compile(entry)
    if (compiled === undefined) next.delete(name)
    else next.set(name, compiled)
    this.#compiled = next
  }

  /** By identifier in lower case. */
  compile(): ReadonlyMap<string, CompiledCertificate> {
    return this.#compiled
  }

  #compile({ id, properties }: SnapshotEntryOf<'certificate'>): CompiledCertificate | undefined {
    const { thumbprint = '', sealedKeyPair } = properties
    if (!sealedKeyPair) return undefined
    try {
      return new LazyCertificate(thumbprint, openJson(this.#openSecret, sealedKeyPair, `${id}#keyPair`) as KeyPair)
    } catch (error) {
      this.#log.error('A certificate cannot be opened; policies that name it fail.', { id, error })
      return undefined
    }
  }
}

class LazyCertificate implements CompiledCertificate {
  readonly thumbprint: string
  readonly keyPair: KeyPair
  #certificate: X509Certificate | undefined
  #privateKey: KeyObject | undefined

  constructor(thumbprint: string, keyPair: KeyPair) {
    this.thumbprint = thumbprint
    this.keyPair = keyPair
  }

  get certificate(): X509Certificate {
    this.#certificate ??= new X509Certificate(this.keyPair.certificateChain)
    return this.#certificate
  }

  get privateKey(): KeyObject {
    this.#privateKey ??= createPrivateKey(this.keyPair.privateKey)
    return this.#privateKey
  }
}
