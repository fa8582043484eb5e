import type { Config } from '../config.ts'

/** One thing looked at: a line of `sluice doctor`. */
export interface Finding {
  readonly state: 'ok' | 'warn' | 'fail'
  /** What is so, a sentence without its full stop. */
  readonly text: string
  /** What to do about it; for `warn` and `fail`. */
  readonly remedy?: string
}

/** Looks at one side of the installation and changes nothing. */
export type Check = (surroundings: Surroundings) => Promise<readonly Finding[]>

export interface Surroundings {
  readonly config: Config
  /** Milliseconds since 1970. */
  readonly now: number
  /** The clone, with its lock file and packages. */
  readonly projectFolder: string
}
