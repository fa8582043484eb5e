import { type ExperimentGraph, experimentGraph, hiddenSecret } from '@sluice/contracts'
import { createSecrets } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { modules } from './index.ts'
import {
  hashSecrets,
  hideGraphSecrets,
  hideSecrets,
  openGraph,
  sealGraph,
  secretParameterNames,
} from './secret-parameters.ts'

const secrets = createSecrets(new Uint8Array(32).fill(9))
const services = { modules, secrets, workspaceId: 'w1' }
const graph = (accountKey: string, defaultValue = 'ZGVmYXVsdA=='): ExperimentGraph =>
  experimentGraph.parse({
    nodes: [
      { id: 'in', module: 'import-data', parameters: { accountName: 'acct', accountKey, path: 'data/a.csv' } },
      { id: 'out', module: 'export-data', webServiceParameters: { accountKey: 'Key' } },
      { id: 'other', module: 'of-another-installation', parameters: { accountKey: 'x' } },
    ],
    webServiceParameters: [{ name: 'Key', defaultValue }],
  })
const keysOf = ({ nodes, webServiceParameters }: ExperimentGraph) => [
  nodes[0]?.parameters.accountKey,
  webServiceParameters[0]?.defaultValue,
]

describe('secret parameters', () => {
  it('are those with the editor for secrets', () => {
    expect(secretParameterNames(modules['import-data'])).toEqual(['uri', 'accountKey'])
    expect(secretParameterNames(modules['feature-hashing'])).toEqual([])
  })

  it('are sealed in a graph that is stored, and open again', () => {
    const stored = sealGraph(graph('c2VjcmV0'), undefined, services)
    expect(JSON.stringify(stored)).not.toMatch(/c2VjcmV0|ZGVmYXVsdA/)
    expect(keysOf(stored)).toEqual([expect.stringMatching(/^sealed:/), expect.stringMatching(/^sealed:/)])
    expect(openGraph(stored, services)).toEqual(graph('c2VjcmV0'))
  })

  it('do not open in another workspace', () => {
    const stored = sealGraph(graph('c2VjcmV0'), undefined, services)
    expect(() => openGraph(stored, { ...services, workspaceId: 'w2' })).toThrow()
  })

  it('are hidden in a graph that is shown, and stay when they come back hidden', () => {
    const stored = sealGraph(graph('c2VjcmV0'), undefined, services)
    const shown = hideGraphSecrets(stored, modules)
    expect(keysOf(shown)).toEqual([hiddenSecret, hiddenSecret])
    expect(shown.nodes[0]?.parameters.accountName).toBe('acct')
    expect(sealGraph(shown, stored, services)).toEqual(stored)
  })

  it('are changed by a new one, and taken away by nothing', () => {
    const stored = sealGraph(graph('c2VjcmV0'), undefined, services)
    const changed = sealGraph(graph('bmV3', hiddenSecret), stored, services)
    expect(keysOf(openGraph(changed, services))).toEqual(['bmV3', 'ZGVmYXVsdA=='])
    expect(keysOf(sealGraph(graph(''), stored, services))[0]).toBe('')
  })

  it('are not found anew where they were never known', () => {
    expect(keysOf(sealGraph(graph(hiddenSecret, hiddenSecret), undefined, services))).toEqual(['', ''])
  })

  it('take no sealed text for more than a text', () => {
    const stolen = keysOf(sealGraph(graph('c2VjcmV0'), undefined, services))[0] as string
    const stored = sealGraph(graph(stolen), undefined, services)
    expect(keysOf(openGraph(stored, services))[0]).toBe(stolen)
  })

  it('are hidden in records and hashed in keys', () => {
    const module = modules['import-data']
    const values = module.parameters.parse({ accountName: 'acct', accountKey: 'c2VjcmV0' })
    expect(hideSecrets(module, values)).toMatchObject({ accountName: 'acct', accountKey: hiddenSecret, uri: '' })
    const hashed = hashSecrets(module, values, secrets)
    expect(hashed).toEqual({ ...values, accountKey: secrets.lookupHash('c2VjcmV0') })
    expect(hashSecrets(module, { ...values, accountKey: 'b3RoZXI=' }, secrets).accountKey).not.toBe(hashed.accountKey)
  })
})
