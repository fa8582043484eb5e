import type { SampleSource } from '../samples/sample-source.ts'
import { buildRequest, type RequestParts } from './build-request.ts'
import { isSecretName } from './secret-names.ts'

/** Stands where nobody has given a key. */
const missingKey = 'your-subscription-key'

/** What is filled in, for samples: what is missing in braces, secrets marked. */
export function toSampleSource(
  parts: Omit<RequestParts, 'key' | 'isMissingShown'> & {
    /** Undefined = no key is sent. */
    readonly keyHeader: string | undefined
    readonly keyValue: string | undefined
  },
): SampleSource {
  const { keyHeader, keyValue, ...rest } = parts
  const key = keyHeader === undefined ? undefined : { header: keyHeader, value: keyValue || missingKey }
  const { method, url, headers, text } = buildRequest({ ...rest, key, isMissingShown: true })
  const masked = new Set(rest.draft.headers.filter((row) => row.isSecret).map(({ name }) => name.trim().toLowerCase()))
  return {
    method,
    url,
    headers: headers.map(([name, value]) => ({
      name,
      value,
      isSecret: value !== missingKey && (name === keyHeader || isSecretName(name) || masked.has(name.toLowerCase())),
    })),
    text,
  }
}
