import { operationProperties } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { buildRequest, findFaults } from './build-request.ts'
import { bodySamplesOf, fitDraft, newRow, toFirstDraft } from './console-draft.ts'

const execute = operationProperties.parse({
  displayName: 'RRS Execute',
  method: 'POST',
  urlTemplate: '/workspaces/{workspace}/services/{service}/execute?api-version={apiversion}&details={details}',
  templateParameters: [{ name: 'apiversion', type: 'string', required: true, defaultValue: '2.0' }],
  request: {
    queryParameters: [
      { name: 'format', type: 'string' },
      { name: 'page', type: 'integer', required: true, defaultValue: '1' },
    ],
    headers: [{ name: 'X-Needed', type: 'string', required: true }],
    representations: [
      { contentType: 'application/json', examples: { default: { value: { a: 1 } }, empty: {}, other: { value: 'x' } } },
    ],
  },
})
const first = toFirstDraft(execute)

describe('the first draft', () => {
  it('has what the operation suggests', () => {
    expect(first.template).toEqual({ workspace: '', service: '', apiversion: '2.0', details: '' })
    expect(first.declared).toEqual({ format: '', page: '1' })
    expect(first.headers.map(({ name, value }) => [name, value])).toEqual([
      ['X-Needed', ''],
      ['Content-Type', 'application/json'],
    ])
    expect(first.text).toBe('{\n  "a": 1\n}')
    expect(bodySamplesOf(execute).map(({ name, text }) => [name, text])).toEqual([
      ['application/json · default', '{\n  "a": 1\n}'],
      ['application/json · other', 'x'],
    ])
  })

  it('has no body where the method takes none', () => {
    const get = toFirstDraft({ ...execute, method: 'GET' })
    expect([get.text, get.headers.length]).toEqual(['', 1])
  })

  it('follows the operation when a kept one is opened', () => {
    const kept = { ...first, template: { workspace: 'w', gone: 'x' }, declared: {}, text: 'mine' }
    expect(fitDraft(kept, execute)).toMatchObject({
      template: { workspace: 'w', service: '', apiversion: '2.0', details: '' },
      declared: { format: '', page: '1' },
      text: 'mine',
    })
    expect(fitDraft(undefined, execute).text).toBe(first.text)
  })
})

const parts = {
  operation: execute,
  draft: {
    ...first,
    template: { workspace: 'W', service: 'S', apiversion: '2.0', details: 'true' },
    query: [newRow('extra', 'a b'), newRow('', '')],
    headers: [newRow('Content-Type', ' application/json '), newRow('Accept', '')],
  },
  baseUrl: 'http://localhost:8000/azureml-demo',
  version: null,
  key: { header: 'Ocp-Apim-Subscription-Key', value: 'k' },
}

describe('a request', () => {
  it('is made of everything that is filled in', () => {
    expect(buildRequest(parts)).toEqual({
      method: 'POST',
      url: 'http://localhost:8000/azureml-demo/workspaces/W/services/S/execute?api-version=2.0&details=true&page=1&extra=a%20b',
      headers: [
        ['Ocp-Apim-Subscription-Key', 'k'],
        ['Content-Type', 'application/json'],
      ],
      text: '{\n  "a": 1\n}',
    })
  })

  it('names the version where the API asks for it', () => {
    const query = buildRequest({ ...parts, version: { scheme: 'Query', name: 'v', value: '2' } })
    expect(query.url.endsWith('&v=2')).toBe(true)
    const header = buildRequest({ ...parts, version: { scheme: 'Header', name: 'X-V', value: '2' } })
    expect(header.headers).toContainEqual(['X-V', '2'])
  })

  it('has no text for a file or for a method without body, and no key where there is none', () => {
    expect(buildRequest({ ...parts, draft: { ...parts.draft, bodyKind: 'file' } }).text).toBeUndefined()
    const get = buildRequest({ ...parts, operation: { ...execute, method: 'get' }, key: undefined })
    expect([get.method, get.text, get.headers.length]).toEqual(['GET', undefined, 1])
  })
})

describe('faults', () => {
  it('name the fields that are required and empty', () => {
    expect(findFaults(execute, first)).toEqual({
      'template.workspace': 'required',
      'template.service': 'required',
      'template.details': 'required',
      [`value.${first.headers[0]?.id}`]: 'required',
    })
    expect(findFaults(execute, { ...parts.draft, declared: { page: '' } })).toEqual({ 'declared.page': 'required' })
  })

  it('name headers that cannot be sent', () => {
    const rows = [
      newRow('Bad name', 'x'),
      newRow('Host', 'x'),
      newRow('X-Line', 'a\nb'),
      newRow('', 'x'),
      newRow('', ''),
    ]
    const id = (at: number) => rows[at]?.id
    expect(findFaults(execute, { ...parts.draft, headers: rows, timeoutSeconds: 0 })).toEqual({
      [`name.${id(0)}`]: 'headerName',
      [`name.${id(1)}`]: 'headerNotSent',
      [`value.${id(2)}`]: 'headerValue',
      [`name.${id(3)}`]: 'nameless',
      timeout: 'timeout',
    })
  })

  it('are none where a rest of the path stays empty', () => {
    const files = { ...execute, urlTemplate: '/files/*', request: null }
    expect(findFaults(files, toFirstDraft(files))).toEqual({})
  })
})
