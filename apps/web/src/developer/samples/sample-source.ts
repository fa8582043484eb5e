/** A header of a call that samples are written for. */
export interface SampleHeader {
  readonly name: string
  readonly value: string
  /** Whether the screen shows dots in its place. */
  readonly isSecret: boolean
}

/** A call that samples are written for. Braces in the address stand for what is not filled in: `/orders/{id}`. */
export interface SampleSource {
  readonly method: string
  readonly url: string
  readonly headers: readonly SampleHeader[]
  /** Undefined = no body, or one that is no text. */
  readonly text?: string | undefined
}

/** What the server is asked for. */
export interface SampleCall {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body?: { readonly text: string }
}

/** A call to ask for, and how its sample is turned into what a person reads. */
export interface PreparedSample {
  readonly call: SampleCall
  finish(text: string): string
}

export const sampleMask = '••••••••'
/** The server takes no more. */
export const maxSampleText = 32_768

/**
 * Puts words that no language has to escape in place of what must not be seen and of what is not filled in, so that they
 * are found again in the sample.
 * @param secrets `masked` for the screen, `real` for the copy
 */
export function prepareSample(source: SampleSource, secrets: 'masked' | 'real'): PreparedSample {
  const shownBy = new Map<string, string>()
  const wordFor = (shown: string): string => {
    const word = `Slot${shownBy.size}Of${toLetters(shown)}End`
    shownBy.set(word, shown)
    return word
  }
  const url = source.url.replace(/\{[^{}]+\}/g, wordFor)
  const headers = source.headers.map(({ name, value, isSecret }) => {
    if (!isSecret || value === '' || secrets === 'real') return [name, value] as const
    // The kind of a credential tells nothing, and helps to understand the sample.
    const kind = /^(?:Bearer|Basic|SharedAccessSignature) /i.exec(value)?.[0] ?? ''
    return [name, kind + wordFor(sampleMask)] as const
  })
  const { method, text } = source
  return {
    call: { method, url, headers, ...(text === undefined || text === '' ? {} : { body: { text } }) },
    finish: (sample) => [...shownBy].reduce((done, [word, shown]) => done.replaceAll(word, shown), sample),
  }
}

const toLetters = (text: string): string => text.replace(/[^A-Za-z]/g, '').slice(0, 20)
