import { HttpClientError } from '@sluice/platform/http'
import type { Act } from './act-file.ts'
import type { Message } from './message-text.ts'
import type { StubAnswers } from './stub-gateway.ts'

type AnswerAct = Extract<Act, { kind: 'backend answers' | 'service answers' }>

/** What was written for those whose URLs begin alike. */
interface Queue {
  readonly urlStart: string
  answers: Message[]
  /** A request came since the last one was written. */
  isOver: boolean
}

/** Answers as a file writes them, one after another. */
export interface WrittenAnswers extends StubAnswers {
  add(act: AnswerAct): void
  /** Answers written from now on take the place of those before. */
  endGroup(): void
}

export function createWrittenAnswers(): WrittenAnswers {
  const queues: Record<AnswerAct['kind'], Queue[]> = { 'backend answers': [], 'service answers': [] }

  function next(kind: AnswerAct['kind'], url: string): Message | undefined {
    const [queue] = queues[kind]
      .filter(({ urlStart }) => url.startsWith(urlStart))
      .sort((a, b) => b.urlStart.length - a.urlStart.length)
    const [first, ...others] = queue?.answers ?? []
    if (queue !== undefined && others.length > 0) queue.answers = others
    return first
  }

  return {
    add({ kind, message, urlStart = '' }) {
      const queue = queues[kind].find((known) => known.urlStart === urlStart)
      if (queue === undefined) queues[kind].push({ urlStart, answers: [message], isOver: false })
      else {
        // Several in a row are given one after another; the last one stays.
        queue.answers = queue.isOver ? [message] : [...queue.answers, message]
        queue.isOver = false
      }
    },
    endGroup() {
      for (const queue of Object.values(queues).flat()) queue.isOver = true
    },
    backendAt(address, target) {
      const message = next('backend answers', `${address}${target}`)
      if (message === undefined) return (call) => call.respond({ status: 200, headers: [] })
      const { start, headers, body } = message
      if (start === 'unreachable') return new HttpClientError('connection-refused', `Nobody answers at ${address}.`)
      if (start === 'timeout') return new HttpClientError('timeout', `${address} did not answer in time.`)
      return (call) => call.respond({ status: Number(start), headers: headers.flat() }, body)
    },
    service({ url }) {
      const message = next('service answers', url)
      if (message === undefined || message.start === 'unreachable') throw new Error('nobody is there')
      const { start, headers, body } = message
      if (start === 'timeout') throw new HttpClientError('timeout', `${url} did not answer in time.`)
      return new Response(body ?? null, {
        status: Number(start),
        headers: headers.map(([name, value]) => [name, value]),
      })
    },
  }
}
