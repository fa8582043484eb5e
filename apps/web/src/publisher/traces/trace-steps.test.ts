import type { CallTrace, TraceEntry } from '@sluice/contracts'
import { expect, it } from 'vitest'
import { documentOf, summaryOf, toMs, toStepGroups } from './trace-steps.ts'

const entry = (source: string, elapsed: string, other: Partial<TraceEntry> = {}): TraceEntry => ({
  source,
  timestamp: '2026-01-05T12:00:00.0000000Z',
  elapsed,
  data: {},
  ...other,
})

it('reads spans of time', () => {
  expect([toMs('00:00:00.2983315'), toMs('01:02:03.5000000')]).toEqual([298.3315, 3_723_500])
})

it('puts steps into the order in which they are told, each with its part of the whole', () => {
  const trace: CallTrace = {
    traceId: 't',
    serviceName: 's',
    timestamp: '2026-01-05T12:00:00.0000000Z',
    duration: '00:00:00.0100000',
    method: 'GET',
    url: 'http://h/',
    status: 400,
    traceEntries: {
      outbound: [entry('transfer-response', '00:00:00.0090000')],
      inbound: [
        entry('choose', '00:00:00.0010000', { path: 'choose[1]', duration: '00:00:00.0050000' }),
        entry('check-header', '00:00:00.0020000', {
          path: 'choose[1]/when[2]/check-header[1]',
          duration: '00:00:00.0010000',
          data: { error: { reason: 'r', message: 'm' } },
        }),
      ],
      'on-error': [entry('check-header', '00:00:00.0080000')],
    },
  }
  const groups = toStepGroups(trace)
  expect(groups.map(({ section }) => section)).toEqual(['inbound', 'on-error', 'outbound'])
  const shown = groups.flatMap(({ steps }) =>
    steps.map(({ index, offset, share, depth, hasFailed }) => [index, offset, share, depth, hasFailed]),
  )
  expect(shown).toEqual([
    [0, 0.1, 0.5, 0, false],
    [1, 0.2, 0.1, 1, true],
    [2, 0.8, 0, 0, false],
    [3, 0.9, 0, 0, false],
  ])
})

it('leads to the line of the document, or the fragment, where there is one', () => {
  const at = (other: Partial<TraceEntry>) => documentOf('sluice', entry('x', '00:00:00', other))
  expect(at({ scopeId: '/services/sluice', line: 3 })).toBe('/publisher/sluice/policies?line=3')
  expect(at({ scopeId: '/services/sluice/apis/echo/operations/get', line: 4 })).toBe(
    '/publisher/sluice/policies?scope=%2Fapis%2Fecho%2Foperations%2Fget&line=4',
  )
  expect(at({ scopeId: '/services/sluice', line: 3, fragment: { id: 'a b', line: 1 } })).toBe(
    '/publisher/sluice/fragments/a%20b',
  )
  expect(at({ scopeId: '/' })).toBeUndefined()
  expect(at({})).toBeUndefined()
})

it('counts what changed', () => {
  const header = { name: 'X', from: null, to: 'y' }
  expect(
    summaryOf({
      changes: {
        request: { headers: [header], url: { from: 'a', to: 'b' } },
        response: { headers: [header], body: { from: null, to: { text: 'x', bytes: 1 } } },
        variables: [header],
      },
    }),
  ).toEqual({ headers: 2, variables: 1, hasUrl: true, hasStatus: false, hasBody: true })
})
