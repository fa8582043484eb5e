import { headersNotSent, type SampleRequest } from '@sluice/contracts'
import { sampleLanguages } from './index.ts'
import type { Sample, SampleInput } from './sample-language.ts'

/** The request in every language, in the order of the registry. */
export function writeSamples(request: SampleRequest): readonly Sample[] {
  const input = toInput(request)
  return sampleLanguages.map(({ id, title, write }) => ({ id, title, text: `${write(input).trimEnd()}\n` }))
}

function toInput({ method, url, headers, body }: SampleRequest): SampleInput {
  const joined = new Map<string, [string, string]>()
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    if (headersNotSent.includes(key)) continue
    const known = joined.get(key)
    // Of one name, several lines say the same as one list. @see RFC 9110, 5.3
    joined.set(key, known === undefined ? [name, value.trim()] : [known[0], `${known[1]}, ${value.trim()}`])
  }
  return { method: method.toUpperCase(), url, headers: [...joined.values()], body: body?.text || undefined }
}
