import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { errorCatalogueParts } from '@sluice/contracts'
import { describe, expect, it } from 'vitest'
import { describeSettings } from '../../apps/server/src/settings/settings-schema.ts'
import { documents } from '../../tools/documents/index.ts'
import { readText, sourceFiles, workspaceFolder } from './workspace.ts'

describe('generated documents', () => {
  it.each(Object.entries(documents))('%s is in step (npm run docs)', (path, make) => {
    expect(readText(path)).toBe(make(workspaceFolder))
  })
})

describe('errors', () => {
  const codes = Object.values(errorCatalogueParts).flatMap((part) => Object.keys(part))

  it('have a code each, in one part of the catalogue only', () => {
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([])
  })

  it('stand in docs/errors.md, and no other do', () => {
    const documented = [...readText('docs/errors.md').matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code)
    expect(documented.filter((code) => !codes.includes(code ?? ''))).toEqual([])
    expect(codes.filter((code) => !documented.includes(code))).toEqual([])
  })

  it('are all raised somewhere', () => {
    const sources = sourceFiles().filter(
      ({ path, isTest }) => !isTest && !path.startsWith('packages/contracts/src/errors/'),
    )
    const unused = codes.filter((code) => !sources.some(({ text }) => new RegExp(`['"\\s{.]${code}\\b`).test(text)))
    expect(unused).toEqual([])
  })

  it('say what to do, in sentences', () => {
    const faults = Object.values(errorCatalogueParts)
      .flatMap((part) => Object.entries(part))
      .filter(([, { remedy }]) => !/^[A-Z`].*[.?]$/s.test(remedy))
      .map(([code]) => code)
    expect(faults).toEqual([])
  })
})

describe('settings', () => {
  it('stand in the README, and no other do', () => {
    const readme = readText('README.md')
    const documented = new Set([...readme.matchAll(/\bSLUICE_[A-Z_]+\b/g)].map(([name]) => name))
    // The place of the others, and what a command takes instead of an argument.
    for (const name of ['SLUICE_CONFIG', 'SLUICE_ENDPOINT_KEY']) documented.delete(name)
    expect([...documented].sort()).toEqual(
      describeSettings()
        .map(({ variable }) => variable)
        .sort(),
    )
  })
})

describe('the glossary', () => {
  const glossary = readText('docs/glossary.md')
  const terms = [...glossary.matchAll(/^\| ([^|]+?) +\| /gm)]
    .map(([, term]) => (term ?? '').replace(/ \(.*\)$/, ''))
    .filter((term) => term !== 'term' && !term.startsWith('-'))

  it('has the public terms', () => {
    const wanted =
      'API, operation, product, subscription, backend, policy, section, scope, resource, contract, entity tag, experiment, module, port, dataset, web service, request-response, role, supervisor, data folder'
    expect(wanted.split(', ').filter((term) => !terms.includes(term))).toEqual([])
  })

  it('has each term once', () => {
    expect(terms.filter((term, index) => terms.indexOf(term) !== index)).toEqual([])
  })

  it('has only terms that are in use', () => {
    const pages = ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md', ...decisionPages()].map(readText)
    const everything = [...sourceFiles().map(({ text }) => text), ...pages].join('\n').toLowerCase()
    const isUsed = (term: string) => {
      const words = term.toLowerCase().split(/[\s-]+/)
      return ['', ' ', '-', '_'].some((joint) => everything.includes(words.join(joint)))
    }
    expect(terms.filter((term) => !isUsed(term))).toEqual([])
  })
})

describe('links between the documents', () => {
  it('lead to files that are there', () => {
    const pages = ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md', 'docs/glossary.md', ...decisionPages()]
    const broken = pages.flatMap((page) =>
      [...readText(page).matchAll(/\]\(([^)#:]+)\)/g)].flatMap(([, target]) =>
        isThere(join(page, '..', target ?? '')) ? [] : [`${page}: ${target}`],
      ),
    )
    expect(broken).toEqual([])
  })
})

const decisionPages = () => readdirSync(join(workspaceFolder, 'docs/decisions')).map((name) => `docs/decisions/${name}`)

function isThere(path: string): boolean {
  try {
    readText(path)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EISDIR'
  }
}
