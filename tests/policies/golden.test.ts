import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { checkPolicy } from '@sluice/gateway'
import type { HeaderArray, MemoryResponse, RecordedRequest, ServerCall } from '@sluice/platform'
import { type PolicyScope, policyScopes } from '@sluice/policy-language'
import { describe, expect, it } from 'vitest'
import { type Act, type GoldenFile, type Message, parseGoldenFile } from './golden-file.ts'
import { createGoldenGateway } from './golden-gateway.ts'

const folder = import.meta.dirname
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.golden'))

describe('golden files', () => {
  it.each(files.map((path) => path.replaceAll('\\', '/')))('%s', async (path) => {
    const golden = parseGoldenFile(readFileSync(join(folder, path), 'utf8'))
    const [first] = golden.acts
    if (first?.kind === 'refused') {
      expect(checkPolicy(golden.document, formatOf(golden), scopeOf(golden)).map((fault) => fault.message)).toEqual(
        first.faults,
      )
    } else {
      await play(golden)
    }
  })

  it('are many, in folders named after policies', () => {
    expect(new Set(files.map((path) => relative(folder, join(folder, path)).split(/[\\/]/)[0])).size).toBeGreaterThan(
      10,
    )
  })
})

const formatOf = ({ settings }: GoldenFile): 'xml' | 'rawxml' => (settings.format === 'xml' ? 'xml' : 'rawxml')

function scopeOf({ settings }: GoldenFile): PolicyScope {
  const named = settings.scope ?? 'operation'
  const scope = policyScopes.find((known) => known === named)
  if (scope === undefined) throw new Error(`'${named}' is no scope.`)
  return scope
}

/** Sends the requests of a file one after another and compares what comes of each. */
async function play(golden: GoldenFile): Promise<void> {
  const state: {
    backendAnswers: Message[]
    serviceAnswer?: Message
    answer?: MemoryResponse
    forwardedBefore: number
    askedBefore: number
    isAnswered: boolean
  } = {
    askedBefore: 0,
    backendAnswers: [],
    forwardedBefore: 0,
    isAnswered: false,
  }
  const backend = (call: ServerCall): void => {
    const [next, ...others] = state.backendAnswers
    answerAs(next, call)
    if (others.length > 0) state.backendAnswers = others
  }
  const gateway = createGoldenGateway({
    scope: scopeOf(golden),
    document: golden.document,
    format: formatOf(golden),
    urlTemplate: golden.settings.template ?? '/*',
    backend,
    service() {
      if (state.serviceAnswer === undefined) throw new Error('nobody is there')
      const { start, headers, body } = state.serviceAnswer
      return new Response(body ?? null, {
        status: Number(start),
        headers: headers.map(([name, value]) => [name, value]),
      })
    },
  })
  const perform = async (act: Act): Promise<void> => {
    switch (act.kind) {
      case 'backend answers':
        // Several in a row are given one after another; the last one stays.
        state.backendAnswers = state.isAnswered ? [act.message] : [...state.backendAnswers, act.message]
        state.isAnswered = false
        return
      case 'service answers':
        state.serviceAnswer = act.message
        return
      case 'service gets':
        await compareAsked(gateway.outgoing.requests.slice(state.askedBefore), act.message)
        return
      case 'after':
        gateway.clock.advance(act.seconds * 1000)
        return
      case 'request':
        state.forwardedBefore = gateway.client.requests.length
        state.askedBefore = gateway.outgoing.requests.length
        state.answer = await gateway.send(toCall(act.message))
        state.isAnswered = true
        return
      case 'backend gets':
        compareForwarded(gateway.client.requests.slice(state.forwardedBefore), act.message)
        return
      case 'answer':
        if (state.answer === undefined) throw new Error('An answer stands before the first request.')
        expect(String(state.answer.status)).toBe(act.message.start)
        compare(state.answer, state.answer.text(), act.message)
        return
      case 'requests to the backend':
        expect(gateway.client.requests.length - state.forwardedBefore).toBe(act.count)
        return
      case 'refused':
        throw new Error('A file says either what is refused or what requests come to.')
    }
  }
  for (const act of golden.acts) await perform(act)
  expect(gateway.complaints()).toEqual([])
}

function answerAs(message: Message | undefined, call: ServerCall): void {
  if (message === undefined) call.respond({ status: 200, headers: [] })
  else call.respond({ status: Number(message.start), headers: toHeaderArray(message) }, message.body)
}

const toHeaderArray = ({ headers }: Message): HeaderArray => headers.flat()

function toCall(message: Message) {
  const [method = '', target = ''] = message.start.split(' ')
  const body = message.body === undefined ? {} : { body: message.body }
  return { method, target, headers: toHeaderArray(message), ...body }
}

function compareForwarded(requests: readonly RecordedRequest[], message: Message | undefined): void {
  if (message === undefined) {
    expect(requests.map(({ method, target }) => `${method} ${target}`)).toEqual([])
    return
  }
  const [request] = requests
  if (request === undefined) throw new Error(`The backend got nothing instead of ${message.start}.`)
  const origin = message.start.includes('://') ? request.origin : ''
  expect(`${request.method} ${origin}${request.target}`).toBe(message.start)
  compare(request, request.text(), message)
}

async function compareAsked(requests: readonly Request[], message: Message | undefined): Promise<void> {
  if (message === undefined) {
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([])
    return
  }
  const request = requests.at(-1)
  if (request === undefined) throw new Error(`The service got nothing instead of ${message.start}.`)
  expect(`${request.method} ${request.url}`).toBe(message.start)
  const header = (name: string) => request.headers.get(name) ?? undefined
  compare({ header }, await request.clone().text(), message)
}

function compare(found: Pick<MemoryResponse, 'header'>, body: string, message: Message): void {
  expect(message.headers.map(([name]) => [name, found.header(name.toLowerCase())])).toEqual(message.headers)
  expect(message.absent.filter((name) => found.header(name.toLowerCase()) !== undefined)).toEqual([])
  if (message.body !== undefined) expect(body).toBe(message.body)
}
