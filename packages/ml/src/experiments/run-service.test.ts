import { writeFile } from 'node:fs/promises'
import { toRows } from '@sluice/dataflow'
import { createFixedClock, createMemoryStore, createSystemClock, createTemporaryArtifacts } from '@sluice/platform'
import { afterEach, describe, expect, it } from 'vitest'
import { WorkerLost } from './module-executor.ts'
import { putModules, putRun, readRun } from './run-records.ts'
import { datasetId, graphOf, place, type RunsFixtureOptions, startRuns } from './runs.fixture.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((runs) => runs.close()))
})
const begin = async (options: RunsFixtureOptions = {}) => {
  const fixture = await startRuns(options)
  open.push(fixture.runs)
  return fixture
}

const chain = graphOf(
  [
    ['a', 'source'],
    ['b', 'step', { label: 'b', add: 10 }],
    ['c', 'step', { label: 'c', add: 100 }],
  ],
  ['a.data > b.data', 'b.data > c.data'],
)
const withAdd = (add: number) =>
  graphOf(
    [
      ['a', 'source'],
      ['b', 'step', { label: 'b', add }],
      ['c', 'step', { label: 'c', add: 100 }],
    ],
    ['a.data > b.data', 'b.data > c.data'],
  )

describe('a run', () => {
  it('takes the modules in order and keeps what they give', async () => {
    const { run, tableOf } = await begin()
    const done = await run(chain)
    expect(done.run).toMatchObject({
      state: 'finished',
      author: 'ada',
      counts: { total: 3, done: 3, cached: 0, failed: 0, skipped: 0 },
    })
    expect(done.modules[1]).toMatchObject({
      node: 'b',
      title: 'Step (b)',
      state: 'finished',
      why: 'never run',
      attempts: 1,
      logTail: ['adding 10'],
      logLineCount: 1,
      outputs: [{ port: 'data', type: 'table', rowCount: 3, columnCount: 1 }],
    })
    expect(toRows(await tableOf(done.run.id, 'c'))).toEqual([[110], [111], [112]])
  })

  it('takes what did not change from earlier runs, and says why the rest runs again', async () => {
    const { run, probe } = await begin()
    await run(chain)
    probe.ran.length = 0
    const again = await run(chain)
    expect(again.states).toEqual({ a: 'cached', b: 'cached', c: 'cached' })
    const changed = await run(withAdd(20))
    expect(changed.modules.map(({ state, why }) => [state, why])).toEqual([
      ['cached', 'nothing that it depends on has changed'],
      ['finished', 'parameter Add changed from 10 to 20'],
      ['finished', 'its input from Step (b) changed'],
    ])
    expect(probe.ran).toEqual(['b', 'c'])
  })

  it('stops where a module gives the same as before', async () => {
    const { run, probe } = await begin()
    const relabelled = (label: string) =>
      graphOf(
        [
          ['a', 'source'],
          ['b', 'step', { label }],
          ['c', 'step', { label: 'c' }],
        ],
        ['a.data > b.data', 'b.data > c.data'],
      )
    await run(relabelled('one'))
    probe.ran.length = 0
    expect((await run(relabelled('two'))).states).toEqual({ a: 'cached', b: 'finished', c: 'cached' })
    expect(probe.ran).toEqual(['two'])
  })

  it('computes again what another seed makes different, and nothing else', async () => {
    const { run, probe } = await begin()
    const graph = graphOf(
      [
        ['a', 'source'],
        ['r', 'random'],
      ],
      ['a.data > r.data'],
    )
    await run(graph)
    const other = await run(graph, { seed: 7 })
    expect(other.states).toEqual({ a: 'cached', r: 'finished' })
    expect(other.modules[1]?.why).toBe('the seed changed from 1 to 7')
    expect((await run(graph)).states).toEqual({ a: 'cached', r: 'cached' })
    expect(probe.seeds).toEqual([1, 7])
  })

  it('computes again what was cleaned up or damaged', async () => {
    const shared = { store: createMemoryStore({ clock: createSystemClock() }), artifacts: createTemporaryArtifacts() }
    const { run, runs } = await begin(shared)
    const [, b, c] = (await run(chain)).modules
    await runs.cache.remove(b?.artifact ?? '')
    const kept = await runs.cache.read(c?.artifact ?? '')
    const output = kept?.manifest.ports.data
    await writeFile(kept?.artifact.path(output?.file ?? '') ?? '', Buffer.alloc(output?.byteCount ?? 0, 1))
    await runs.close()
    // A process that wrote a file does not read it again.
    const next = await begin(shared)
    const again = await next.run(chain)
    expect(again.modules.map(({ state, why }) => [state, why])).toEqual([
      ['cached', 'nothing that it depends on has changed'],
      ['finished', 'its result was cleaned up'],
      ['finished', 'its result was damaged on disk'],
    ])
    expect(toRows(await next.tableOf(again.run.id, 'c'))).toEqual([[110], [111], [112]])
  })

  it('reads datasets, and notices when they change', async () => {
    const { run, store, dataset } = await begin()
    const graph = graphOf(
      [
        ['d', 'saved-dataset', { datasetId }],
        ['b', 'step', { label: 'b' }],
      ],
      ['d.dataset > b.data'],
    )
    await run(graph)
    const key = `/workspaces/${place.workspaceId}/datasets/${datasetId}`
    await store.transact({ actor: 'test' }, async (transaction) => {
      const body = { ...dataset, content: { kind: 'inline', rows: [[5]] } }
      await transaction.put({ key, collection: `/workspaces/${place.workspaceId}/datasets`, body: body as never })
    })
    const after = await run(graph)
    expect(after.modules.map(({ why }) => why)).toEqual(['Numbers changed', 'its input from Saved Dataset (d) changed'])
  })

  it('never takes a result where there must be none', async () => {
    const { run, probe } = await begin()
    const graph = graphOf(
      [
        ['a', 'source'],
        ['x', 'export-data'],
      ],
      ['a.data > x.data'],
    )
    await run(graph)
    const again = await run(graph)
    expect(again.modules[1]).toMatchObject({ state: 'finished', why: 'never cached: Export Data' })
    expect(probe.ran).toEqual(['source', 'export', 'export'])
  })

  it('runs independent branches side by side', async () => {
    const { run, probe } = await begin()
    const waiting = new Set<string>()
    const { promise: both, resolve } = Promise.withResolvers<void>()
    probe.onStep = (label) => {
      waiting.add(label)
      if (waiting.size === 2) resolve()
      return both
    }
    const graph = graphOf(
      [
        ['a', 'source'],
        ['b', 'step', { label: 'b' }],
        ['c', 'step', { label: 'c' }],
      ],
      ['a.data > b.data', 'a.data > c.data'],
    )
    expect((await run(graph)).run.state).toBe('finished')
  })

  it('goes on beside a module that fails, and skips what needs it', async () => {
    const { run, probe } = await begin()
    probe.onStep = (label) => {
      if (label === 'b') throw new Error('flux')
    }
    const graph = graphOf(
      [
        ['a', 'source'],
        ['b', 'step', { label: 'b' }],
        ['c', 'step', { label: 'c' }],
        ['d', 'step', { label: 'd' }],
      ],
      ['a.data > b.data', 'b.data > c.data', 'a.data > d.data'],
    )
    const { run: ended, states, modules } = await run(graph)
    expect(states).toEqual({ a: 'finished', b: 'failed', c: 'skipped', d: 'finished' })
    const error = {
      code: 'ModuleCrashed',
      message: 'Step failed in a way that it should not: flux',
      remedy: 'The log of the module tells more; the inputs and parameters that led here make a good report.',
    }
    expect(modules[1]?.error).toEqual(error)
    expect(modules[1]?.logArtifact).toBe(`logs/${ended.id}/1`)
    expect(modules[2]?.why).toBe('Step (b) did not finish')
    expect(ended).toMatchObject({ state: 'failed', error: { ...error, node: 'b', title: 'Step (b)' } })
  })

  it('runs only what was selected, and what that needs', async () => {
    const { run } = await begin()
    expect((await run(chain, { selected: ['b'] })).states).toEqual({ a: 'finished', b: 'finished' })
  })

  it('passes by the ports of the web service', async () => {
    const { run } = await begin()
    const graph = graphOf(
      [
        ['a', 'source'],
        ['i', 'web-service-input'],
        ['b', 'step', { label: 'b' }],
        ['o', 'web-service-output'],
      ],
      ['a.data > b.data', 'i.data > b.data', 'b.data > o.data'],
    )
    const { run: ended, states } = await run(graph)
    expect([ended.state, states]).toEqual(['finished', { a: 'finished', i: 'finished', b: 'finished', o: 'finished' }])
  })

  it('is refused with every fault that keeps it from running', async () => {
    const { start } = await begin()
    const graph = graphOf([['b', 'step', { add: 'much' }]], [])
    await expect(start(graph)).rejects.toMatchObject({
      code: 'ExperimentHasFaults',
      faults: [
        { code: 'InvalidParameter', target: 'nodes[0].parameters.add' },
        { code: 'PortNotConnected', target: 'nodes[0].inputs.data' },
      ],
    })
    await expect(start(graphOf([], []))).rejects.toMatchObject({ faults: [{ code: 'NothingToRun' }] })
  })

  it('ends soon after it is cancelled', async () => {
    const { start, runs, untilOver, statesOf, probe } = await begin()
    const { promise: begun, resolve } = Promise.withResolvers<void>()
    probe.onStep = (_, signal) => {
      resolve()
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    }
    const { id } = await start(chain)
    await begun
    await runs.cancel(place, id, 'ada')
    expect((await untilOver(id)).state).toBe('cancelled')
    expect(await statesOf(id)).toEqual({ a: 'finished', b: 'cancelled', c: 'cancelled' })
    await expect(runs.cancel(place, id, 'ada')).rejects.toMatchObject({ code: 'RunIsOver' })
  })

  it('tries a module again whose process is lost, and gives up in the end', async () => {
    let losses = 0
    let allowed = 2
    const { run } = await begin({
      wrapExecutor: (executor) => ({
        ...executor,
        async execute(task, listener, signal) {
          if (task.module === 'step' && losses++ < allowed) {
            await listener.onStart()
            throw new WorkerLost('killed')
          }
          return executor.execute(task, listener, signal)
        },
      }),
    })
    const { modules } = await run(withAdd(1), { selected: ['b'] })
    expect(modules[1]).toMatchObject({ state: 'finished', attempts: 3 })
    losses = 0
    allowed = 99
    const { run: failed } = await run(withAdd(2), { selected: ['b'] })
    expect(failed).toMatchObject({
      state: 'failed',
      error: {
        code: 'RunWorkerLost',
        message: 'The process that ran Step ended without a result 3 times in a row.',
      },
    })
  })

  it('is gone on with by the next process, with what was finished', async () => {
    const clock = createSystemClock()
    const store = createMemoryStore({ clock })
    const artifacts = createTemporaryArtifacts()
    const first = await begin({ store, artifacts })
    const { promise: begun, resolve } = Promise.withResolvers<void>()
    first.probe.onStep = (_, signal) => {
      resolve()
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    }
    const { id } = await first.start(chain)
    await begun
    await first.runs.close()
    const second = await begin({ store, artifacts })
    expect((await second.untilOver(id)).state).toBe('finished')
    expect(second.probe.ran).toEqual(['b', 'c'])
    expect(await second.statesOf(id)).toEqual({ a: 'finished', b: 'finished', c: 'finished' })
  })

  it('needs no memory for large tables where modules take them row by row, and says so where they do not', async () => {
    const hashing = graphOf(
      [
        ['a', 'source', { rows: 70_000 }],
        ['s', 'select-columns-in-dataset', {}],
        ['b', 'step', { label: 'b' }],
      ],
      ['a.data > s.dataset', 's.resultsDataset > b.data'],
    )
    const columns = { beginWith: 'all', rules: [] } as never
    const graph = {
      ...hashing,
      nodes: hashing.nodes.map((one) => (one.id === 's' ? { ...one, parameters: { columns } } : one)),
    }
    const { run, tableOf } = await begin({ largeBytes: 100_000, memoryBytes: 200_000 })
    const { run: ended, modules } = await run(graph)
    expect(modules.map(({ state }) => state)).toEqual(['finished', 'finished', 'failed'])
    expect(modules[1]?.logTail).toEqual(['70000 rows in pieces of 65536'])
    expect(modules[2]?.error).toEqual({
      code: 'MemoryExhausted',
      number: '0138',
      message: 'Memory has been exhausted while running Step.',
      remedy: 'Use fewer rows or columns, or sample the data first.',
      target: 'Step',
    })
    expect((await tableOf(ended.id, 's', 'resultsDataset')).rowCount).toBe(70_000)
  })

  it('lets a module work on files itself where it can', async () => {
    const graph = graphOf(
      [
        ['a', 'source', { rows: 70_000 }],
        ['s', 'split-data', { fraction: 0.25 }],
      ],
      ['a.data > s.dataset'],
    )
    const small = await begin()
    const large = await begin({ largeBytes: 100_000, memoryBytes: 200_000 })
    const tables = async ({ run, tableOf }: typeof small) => {
      const { run: ended, modules } = await run(graph)
      expect(modules[1]?.error).toBeUndefined()
      const ports = (modules[1]?.outputs ?? []).map(({ port }) => port)
      return Promise.all(ports.map(async (port) => toRows(await tableOf(ended.id, 's', port))))
    }
    const inMemory = await tables(small)
    expect(inMemory.map(({ length }) => length)).toEqual([17_500, 52_500])
    expect(await tables(large)).toEqual(inMemory)
  })
})

describe('runs of several processes on one store', () => {
  const shared = () => ({
    store: createMemoryStore({ clock: createSystemClock() }),
    artifacts: createTemporaryArtifacts(),
    isAlone: false,
    leaseMs: 400,
  })
  const holding = (probe: { onStep: (label: string, signal: AbortSignal) => Promise<void> | void }) => {
    const { promise: begun, resolve } = Promise.withResolvers<void>()
    probe.onStep = (_, signal) => {
      resolve()
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    }
    return begun
  }

  it('are worked on by one of them, as long as it says that it is there', async () => {
    const common = shared()
    const first = await begin(common)
    const second = await begin(common)
    const begun = holding(first.probe)
    const alsoBegun = holding(second.probe)
    const { id } = await first.start(chain)
    await Promise.race([begun, alsoBegun])
    // Longer than the lease.
    await new Promise((resolve) => setTimeout(resolve, 600))
    const ran = [...first.probe.ran, ...second.probe.ran]
    expect(ran).toEqual(['source', 'b'])
    await second.runs.cancel(place, id, 'ada')
    expect((await first.untilOver(id)).state).toBe('cancelled')
  })

  it('are taken over when the lease of the one that was lost runs out', async () => {
    const common = shared()
    const first = await begin(common)
    const begun = holding(first.probe)
    const { id } = await first.start(chain)
    await begun
    const run = await readRun(common.store, place, id)
    const until = new Date(Date.now() + 300).toISOString()
    await common.store.transact({ actor: 'test' }, (transaction) =>
      putRun(transaction, { ...run, lease: { owner: 'one that was lost', until } }),
    )
    // Who finds that somebody else has the run leaves it, and takes it up again when that one is gone.
    first.probe.onStep = () => undefined
    expect(await first.untilOver(id)).toMatchObject({ state: 'finished', takeovers: 0 })
    expect(first.probe.ran).toEqual(['source', 'b', 'b', 'c'])
  })

  it('are given up when they lead nowhere again and again', async () => {
    const common = { ...shared(), isAlone: true }
    const first = await begin(common)
    await first.runs.close()
    const { id } = await first.start(chain)
    const run = await readRun(common.store, place, id)
    const modules = await first.modulesOf(id)
    await common.store.transact({ actor: 'test' }, async (transaction) => {
      await putRun(transaction, { ...run, state: 'running', takeovers: 10 })
      await putModules(
        transaction,
        run,
        modules.map((one) => (one.node === 'a' ? { ...one, state: 'running' } : one)),
      )
    })
    const second = await begin(common)
    expect(await second.untilOver(id)).toMatchObject({
      state: 'failed',
      error: {
        code: 'RunAbandoned',
        message: 'The run was taken over from a lost process 11 times without getting any further.',
      },
    })
    expect(await second.statesOf(id)).toEqual({ a: 'skipped', b: 'skipped', c: 'skipped' })
  })
})

describe('results that are kept', () => {
  it('go when there are too many or they are too old, the longest unused first, never what a run needs', async () => {
    const clock = createFixedClock(Date.now())
    const { run, start, runs, probe, modulesOf, untilOver } = await begin({
      clock,
      cacheLimits: { maxBytes: 0, maxAgeMs: 1e12 },
    })
    const first = await run(chain)
    expect(await runs.clean()).toEqual([])
    clock.advance(3_600_000)
    const { promise: begun, resolve } = Promise.withResolvers<void>()
    const { promise: hold, resolve: release } = Promise.withResolvers<void>()
    probe.onStep = () => {
      resolve()
      return hold
    }
    const { id } = await start(withAdd(50), { selected: ['b'] })
    await begun
    clock.advance(3_600_000)
    const [source, ...others] = first.modules.map(({ artifact }) => artifact)
    expect((await runs.clean()).sort()).toEqual([...others].sort())
    release()
    await untilOver(id)
    expect((await modulesOf(id))[0]?.artifact).toBe(source)
  })
})
