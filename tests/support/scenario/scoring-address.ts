/** What a caller of a web service has to know. */
export interface ScoringAddress {
  /** Workspace id, W. */
  readonly workspace: string
  /** Service id of the scoring address, S. */
  readonly service: string
  /** API key, K. */
  readonly key: string
}
