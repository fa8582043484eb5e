/**
 * Folders of files that are there whole or not at all: datasets, outputs of runs, trained models. A key is a path of
 * names of lower-case letters, digits, `.`, `_` and `-`, at most 8 long: `outputs/9f2c…`.
 */
export interface Artifacts {
  /** Begins a folder that nobody sees yet. */
  begin(): Promise<ArtifactDraft>
  /** The folder under a key; undefined when there is none. */
  find(key: string): Promise<Artifact | undefined>
  /** Keys one level below, in no order. */
  list(parentKey: string): Promise<string[]>
  /** Readers that have the folder's files open go on reading. Nothing happens when there is none. */
  remove(key: string): Promise<void>
  /** Removes what processes that are gone have begun and not committed. @param olderThanMs default one day */
  sweep(olderThanMs?: number): Promise<number>
}

export interface Artifact {
  readonly key: string
  /** Absolute path of one of its files, which need not exist. @param name without a path */
  path(name: string): string
}

export interface ArtifactDraft {
  path(name: string): string
  /**
   * Puts all of it on disk and under its key. Where the key is taken, what is there stays and this is thrown away: keys
   * name content, so both are the same.
   */
  commit(key: string): Promise<Artifact>
  discard(): Promise<void>
}
