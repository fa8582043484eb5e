import type { RunContext } from '../../module.ts'
import { findBlobs } from './find-blobs.ts'
import type { ImportParameters } from './import-parameters.ts'
import { decode, strictDecoder } from './text-decoding.ts'

/** What is read as one text has to fit into memory several times over. */
export const maxTextBytes = 256 * 1024 * 1024

export interface NamedText {
  readonly name: string
  readonly text: string
}

/** The blob, or all that match the wildcards, in order of their paths. */
export async function readBlobTexts(
  parameters: ImportParameters,
  context: Pick<RunContext, 'blobs' | 'signal' | 'progress' | 'log'>,
): Promise<NamedText[]> {
  const { container, entries, totalBytes } = await findBlobs(parameters, context, maxTextBytes)
  const texts: NamedText[] = []
  let done = 0
  for (const { path: name, tag } of entries) {
    const decoder = strictDecoder(blobEncoding(parameters))
    let text = ''
    for await (const chunk of await container.read(name, { tag, signal: context.signal })) {
      text += decode(decoder, name, chunk)
      done += chunk.length
      context.progress(totalBytes === 0 ? 1 : done / totalBytes, `${done} of ${totalBytes} bytes`)
    }
    texts.push({ name, text: text + decode(decoder, name) })
    context.log(`Read ${container.address}/${name}.`)
  }
  return texts
}

export const blobEncoding = ({ blobFormat, encoding }: ImportParameters): string =>
  blobFormat === 'csv-with-encoding' ? encoding : 'utf-8'
