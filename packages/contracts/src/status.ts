/** What `sluice status --json` prints. Identifiers and addresses only, never a secret. */
export interface InstallationStatus {
  readonly addresses: Addresses
  /** Null on a machine that runs only roles which do not know it. */
  readonly instance: { readonly name: string; readonly subscriptionId: string; readonly resourceGroup: string } | null
  /** Null likewise. */
  readonly workspace: { readonly id: string } | null
  readonly webServices: readonly {
    readonly name: string
    readonly id: string
    readonly endpoints: readonly { readonly name: string; readonly id: string }[]
  }[]
}

/** Base URLs without a trailing slash, as in `$SLUICE_DATA/addresses.json`; null for a role that is not there. */
export interface Addresses {
  readonly management: string | null
  readonly managementHttps: string | null
  readonly gatewayHttp: string | null
  readonly gatewayHttps: string | null
  readonly ml: string | null
  readonly storage: string | null
  /** Of the roles' metrics, `/metrics` included; left out where none are served. */
  readonly managementMetrics?: string
  readonly gatewayMetrics?: string
  readonly mlMetrics?: string
  readonly storageMetrics?: string
}
