import { collectBody } from '../collect-body.ts'
import type { BodyFlow, BodySink, MessageBody } from '../http.ts'
import { ChunkQueue } from './chunk-queue.ts'

/** One piece has a length; several pieces are a body whose length is not announced. */
export type MemoryBodyContent = Uint8Array | string | readonly (Uint8Array | string)[]

/** A body that is already here, or, fed through its queue, one that is still on its way. */
export class MemoryBody implements MessageBody {
  readonly length: number | undefined
  readonly queue: ChunkQueue

  constructor(length: number | undefined, queue = new ChunkQueue()) {
    this.length = length
    this.queue = queue
  }

  flow(sink: BodySink): BodyFlow {
    return this.queue.flow(sink)
  }

  bytes(maxBytes: number): Promise<Uint8Array> {
    return collectBody(this, maxBytes)
  }
}

export function createMemoryBody(content: MemoryBodyContent = ''): MemoryBody {
  const isWhole = typeof content === 'string' || content instanceof Uint8Array
  const chunks = (isWhole ? [content] : content).map(toBytes)
  const body = new MemoryBody(isWhole ? (chunks[0]?.length ?? 0) : undefined)
  for (const chunk of chunks) if (chunk.length > 0) body.queue.push(chunk)
  body.queue.end()
  return body
}

export function toBytes(content: Uint8Array | string): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content
}
