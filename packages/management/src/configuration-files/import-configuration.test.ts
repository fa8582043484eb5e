import { describe, expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'
import { exportConfiguration } from './export-configuration.ts'
import { type ImportOptions, importConfiguration } from './import-configuration.ts'

type Instance = Awaited<ReturnType<typeof startManagement>>
const any = { 'If-Match': '*' }

const serviceOf = ({ installation }: Instance) => {
  if (installation === undefined) throw new Error('The fixture made no installation.')
  return installation.identity
}
const exportOf = (instance: Instance) => exportConfiguration(instance.environment, serviceOf(instance))
const importInto = (
  instance: Instance,
  files: ReadonlyMap<string, string>,
  options: Omit<ImportOptions, 'service'> = {},
) => importConfiguration(instance.environment, files, { service: serviceOf(instance), ...options })
const changed = (files: ReadonlyMap<string, string>, changes: Readonly<Record<string, string | undefined>>) => {
  const all = new Map(files)
  for (const [file, text] of Object.entries(changes)) {
    if (text === undefined) all.delete(file)
    else all.set(file, text)
  }
  return all
}

describe('a configuration', () => {
  it('is the same bytes again after its import into an empty instance', async () => {
    const source = await startManagement()
    const { files } = await exportOf(source)
    expect([...files.keys()]).toMatchSnapshot()
    const target = await startManagement({ createSamples: false })
    await importInto(target, files)
    expect((await exportOf(target)).files).toEqual(files)
  })
})
