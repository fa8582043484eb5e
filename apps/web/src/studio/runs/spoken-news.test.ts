import type { RunDetailsAnswer } from '@sluice/contracts'
import { expect, it } from 'vitest'
import { spokenNews } from './spoken-news.ts'

type State = RunDetailsAnswer['modules'][number]['state']

const run = (state: RunDetailsAnswer['state'], ...states: State[]): RunDetailsAnswer => ({
  id: 'r',
  workspaceId: 'w',
  experimentId: 'e',
  experimentName: 'E',
  version: 1,
  author: 'a',
  createdAt: '2026-01-01T00:00:00.000Z',
  state,
  seed: 1,
  parameters: {},
  isCancelRequested: false,
  counts: {
    total: states.length,
    done: states.filter((one) => one === 'finished' || one === 'cached').length,
    cached: 0,
    failed: 0,
    skipped: 0,
  },
  modules: states.map((one, index) => ({
    node: `n${index}`,
    module: 'm',
    title: `Module ${index}`,
    state: one,
    why: '',
    attempts: 1,
    logTail: [],
    logLineCount: 0,
  })),
})

it('tells the ends of modules and of the run, each once', () => {
  const before = run('running', 'finished', 'running')
  expect(spokenNews(undefined, before)).toEqual([])
  expect(spokenNews(before, before)).toEqual([])
  const failed = run('failed', 'finished', 'failed')
  expect(spokenNews(before, failed)).toEqual([
    { kind: 'module', title: 'Module 1', state: 'failed' },
    { kind: 'over', run: failed },
  ])
  expect(spokenNews(failed, failed)).toEqual([])
})

it('tells only quarters of a large experiment', () => {
  const many = (done: number) =>
    run('running', ...Array.from({ length: 20 }, (_, at): State => (at < done ? 'finished' : 'queued')))
  expect(spokenNews(many(1), many(4))).toEqual([])
  expect(spokenNews(many(4), many(11))).toEqual([{ kind: 'quarter', share: 50 }])
})
