import { describe, expect, it } from 'vitest'
import { BackendAnswer } from './backend-answer.ts'

function create() {
  const events: string[] = []
  const answer = new BackendAnswer()
  answer.flow = {
    pause: () => events.push('pause'),
    resume: () => events.push('resume'),
    cancel: () => events.push('cancel'),
  }
  const sink = {
    onData: (chunk: Uint8Array) => events.push(`data ${chunk.length}`),
    onEnd: () => events.push('end'),
    onError: (error: Error) => events.push(`error ${error.message}`),
  }
  return { answer, events, sink }
}

describe('the body of a backend’s answer', () => {
  it('can be taken whole when all of it came before anybody asked', () => {
    const { answer } = create()
    answer.onData(Buffer.from('a'))
    expect(answer.takeWhole()).toBeUndefined()
    answer.onData(Buffer.from('b'))
    answer.onEnd()
    expect(Buffer.from(answer.takeWhole() ?? []).toString()).toBe('ab')
  })

  it('is held back while nobody takes it, and goes on when somebody does', () => {
    const { answer, events, sink } = create()
    answer.onData(new Uint8Array(40_000))
    answer.onData(new Uint8Array(40_000))
    answer.onData(new Uint8Array(10))
    answer.flowInto(sink)
    answer.onData(new Uint8Array(1))
    answer.onEnd()
    expect(events).toEqual(['pause', 'data 40000', 'data 40000', 'data 10', 'resume', 'data 1', 'end'])
  })

  it('stays held back when its taker asks for that at once', () => {
    const { answer, events, sink } = create()
    answer.onData(new Uint8Array(70_000))
    answer.flowInto({ ...sink, onData: () => answer.pause() })
    expect(events).toEqual(['pause', 'pause'])
    answer.resume()
    expect(events).toEqual(['pause', 'pause', 'resume'])
  })

  it('tells whoever comes late how it ended', () => {
    const { answer, events, sink } = create()
    answer.onData(new Uint8Array(3))
    answer.onError(new Error('gone'))
    answer.flowInto(sink)
    expect(events).toEqual(['data 3', 'error gone'])
  })

  it('shows itself to taps, late ones included, whole or not', () => {
    const { answer, events, sink } = create()
    answer.onData(new Uint8Array(3))
    answer.tap(sink)
    answer.onData(new Uint8Array(4))
    answer.onEnd()
    answer.tap({ onData: (chunk) => events.push(`late ${chunk.length}`), onEnd: () => events.push('late end') })
    expect(events).toEqual(['data 3', 'data 4', 'end', 'late 3', 'late 4', 'late end'])
  })

  it('is given up once only, and not when it is there already', () => {
    const { answer, events } = create()
    answer.cancel()
    answer.cancel()
    expect(events).toEqual(['cancel'])
    const ended = create()
    ended.answer.onEnd()
    ended.answer.cancel()
    expect(ended.events).toEqual([])
  })

  it('is refused when it is longer than its reader may read', async () => {
    const { answer, events } = create()
    const reading = answer.bytes(10)
    answer.onData(new Uint8Array(8))
    answer.onData(new Uint8Array(8))
    await expect(reading).rejects.toMatchObject({ code: 'ResponseTooLarge' })
    expect(events).toEqual(['cancel'])
  })
})
