export interface ReadEvent {
  readonly name: string
  readonly id: string | undefined
  // Events of every kind are looked at by tests.
  // biome-ignore lint/suspicious/noExplicitAny: what is in them is the test's business
  readonly data: any
}

/** Reads the events of an answer one by one; comments are passed over. */
export function readEvents(response: Response) {
  if (response.body === null) throw new Error(`There is no stream, but ${response.status}.`)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  async function next(): Promise<ReadEvent | undefined> {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end < 0) {
        const { value, done } = await reader.read()
        if (done) return undefined
        text += value
        continue
      }
      const block = text.slice(0, end)
      text = text.slice(end + 2)
      const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1]
      const name = field('event')
      if (name !== undefined) return { name, id: field('id'), data: JSON.parse(field('data') ?? 'null') }
    }
  }
  return {
    next,
    async take(count: number): Promise<ReadEvent[]> {
      const events: ReadEvent[] = []
      while (events.length < count) {
        const event = await next()
        if (event === undefined) throw new Error('The stream ended.')
        events.push(event)
      }
      return events
    },
    stop: () => reader.cancel(),
  }
}
