import type { ExperimentGraph } from '@sluice/contracts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '../../../shared/api-client/api-error.ts'
import { createAutosave, type SaveState } from './autosave.ts'

const graph = (name: string): ExperimentGraph => ({
  nodes: [{ id: name, module: 'm', parameters: {}, webServiceParameters: {} }],
  edges: [],
  webServiceParameters: [],
})
const names = (one: ExperimentGraph | undefined) => one?.nodes.map(({ id }) => id).join()

function openServer() {
  const saved: string[] = []
  const states: SaveState['kind'][] = []
  const server = { tag: 1, fault: undefined as ApiError | undefined, draft: undefined as string | undefined }
  const autosave = createAutosave({
    entityTag: '1',
    async save(one, entityTag) {
      await Promise.resolve()
      if (server.fault !== undefined) throw server.fault
      if (entityTag !== String(server.tag)) throw new ApiError({ status: 412, code: 'PreconditionFailed', message: '' })
      saved.push(names(one) ?? '')
      server.tag += 1
      return String(server.tag)
    },
    keepDraft: (one, tag) => {
      server.draft = one === undefined ? undefined : `${names(one)} on ${tag}`
    },
    onState: ({ kind }) => states.push(kind),
  })
  return { autosave, server, saved, states }
}

describe('saving by itself', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    return () => vi.useRealTimers()
  })

  it('saves once after the last edit, and keeps a draft until then', async () => {
    const { autosave, server, saved, states } = openServer()
    autosave.edited(graph('a'))
    await vi.advanceTimersByTimeAsync(400)
    autosave.edited(graph('b'))
    expect(server.draft).toBe('b on 1')
    await vi.advanceTimersByTimeAsync(400)
    expect(saved).toEqual([])
    await vi.advanceTimersByTimeAsync(200)
    expect(saved).toEqual(['b'])
    expect(server.draft).toBeUndefined()
    expect(states).toEqual(['waiting', 'waiting', 'saving', 'saved'])
  })

  it('saves what was edited while it saved, on the state that it left', async () => {
    const { autosave, saved } = openServer()
    autosave.edited(graph('a'))
    const first = autosave.flush()
    await Promise.resolve()
    autosave.edited(graph('b'))
    await first
    expect(saved).toEqual(['a', 'b'])
    expect(autosave.entityTag()).toBe('3')
    expect(autosave.isKnown('2')).toBe(true)
  })

  it('tries again while the server cannot be reached', async () => {
    const { autosave, server, saved, states } = openServer()
    server.fault = new ApiError({ status: 0, code: 'NoAnswer', message: '' })
    autosave.edited(graph('a'))
    await vi.advanceTimersByTimeAsync(600)
    expect(states.at(-1)).toBe('failed')
    expect(server.draft).toBe('a on 1')
    server.fault = undefined
    await vi.advanceTimersByTimeAsync(2_100)
    expect(saved).toEqual(['a'])
    expect(states.at(-1)).toBe('saved')
  })

  it('stops where somebody else has saved, until it is told whose graph counts', async () => {
    const { autosave, server, saved, states } = openServer()
    server.tag = 7
    autosave.edited(graph('mine'))
    await expect(autosave.flush()).rejects.toThrow()
    expect(states.at(-1)).toBe('conflict')
    autosave.edited(graph('mine again'))
    await expect(autosave.flush()).rejects.toThrow()
    await autosave.overwrite('7')
    expect(saved).toEqual(['mine again'])
    server.tag = 9
    autosave.edited(graph('x'))
    await expect(autosave.flush()).rejects.toThrow()
    autosave.adopt('9')
    expect(states.at(-1)).toBe('saved')
    expect(server.draft).toBeUndefined()
    autosave.edited(graph('y'))
    await autosave.flush()
    expect(saved.at(-1)).toBe('y')
  })

  it('lets another change of the same thing go between', async () => {
    const { autosave, server, saved } = openServer()
    autosave.edited(graph('a'))
    const saving = autosave.flush()
    const renaming = autosave.between(async () => {
      server.tag += 1
      return String(server.tag)
    })
    autosave.edited(graph('b'))
    await Promise.all([saving, renaming])
    await autosave.flush()
    expect(saved.at(-1)).toBe('b')
  })

  it('saves at once when the page is left', async () => {
    const { autosave, saved } = openServer()
    autosave.edited(graph('a'))
    autosave.close()
    await vi.advanceTimersByTimeAsync(1)
    expect(saved).toEqual(['a'])
  })
})
