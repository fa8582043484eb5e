import { StringDecoder } from 'node:string_decoder'

/** Cuts a stream of bytes into lines; what comes after the last line end waits for more. */
export function createLineSplitter(onLine: (line: string) => void): (chunk: Uint8Array) => void {
  const decoder = new StringDecoder('utf8')
  // Pieces are joined once per line, so that a line of many megabytes is not copied with every chunk.
  let pieces: string[] = []
  return (chunk) => {
    const text = decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      pieces.push(text.slice(from, end))
      const line = pieces.join('')
      pieces = []
      from = end + 1
      if (line !== '') onLine(line)
    }
    if (from < text.length) pieces.push(text.slice(from))
  }
}
