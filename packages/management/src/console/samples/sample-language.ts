/** What a sample sends, as its language gets it to see. */
export interface SampleInput {
  readonly method: string
  readonly url: string
  /** Each name once, without what clients write by themselves. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Undefined = none. */
  readonly body: string | undefined
}

/** A language of samples: a program that sends one request and prints the status and the content of the answer. */
export interface SampleLanguage {
  readonly id: string
  readonly title: string
  write(input: SampleInput): string
}

/** One sample, as it is answered. */
export interface Sample {
  readonly id: string
  readonly title: string
  readonly text: string
}
