import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createManagementClient } from '../support/management-client.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'
import { findStorageLibrary, runPython } from './run-python.ts'

const input = 'Col2\r\nThis is a good day\r\n"A day, and another"\r\n'
const expectedRow = 'This is a good day,1,1,2,2,0,2,0,1'
const subscriptionKey = 'a-key-of-the-batch-tests'

// The answers differ from call to call; a test names the members that it expects.
// biome-ignore lint/suspicious/noExplicitAny: see above
const readJson = async (response: Response | Promise<Response>): Promise<any> => (await response).json()

const python = findStorageLibrary()
const note = 'reason' in python ? `: ${python.reason}` : ''

describe.skipIf('reason' in python)(`batch execution by Python 3${note}`, () => {
  const command = 'command' in python ? python.command : ''
  let folder: string
  let sluice: RunningSluice
  let storage: Readonly<Record<'accountName' | 'accountKey' | 'blobEndpoint' | 'connectionString', string>>
  let endpoint: { readonly path: string; readonly key: string }
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-batch-'))
    sluice = await startSluice()
    storage = JSON.parse(sluice.run('storage', '--json').stdout)
    const line = sluice.curlLines()[1] ?? ''
    endpoint = {
      path: /(\/workspaces\/[^']+)\/execute/.exec(line)?.[1] ?? '',
      key: /Bearer ([^']+)'/.exec(line)?.[1] ?? '',
    }
    writeFileSync(join(folder, 'input.csv'), input)
  })
  afterAll(async () => {
    await sluice.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  const runTutorial = (origin: string, output: string, ...more: string[]) =>
    runPython(command, 'batch_execution.py', [
      `${origin}${endpoint.path}/jobs`,
      endpoint.key,
      storage.accountName,
      storage.accountKey,
      storage.blobEndpoint,
      'mycontainer',
      join(folder, 'input.csv'),
      join(folder, output),
      ...more,
    ])

  it('does what the tutorial says, with nothing but name and key of the account', async () => {
    const { exitCode, output, errors } = await runTutorial(sluice.addresses.ml ?? '', 'direct.csv')
    expect([exitCode, errors]).toEqual([0, ''])
    expect(output).toMatch(
      /^Uploading the input to blob storage\.\.\.\nSubmitting the job\.\.\.\nJob ID: [0-9a-f]{32}\n/,
    )
    expect(output).toContain(
      `BaseLocation: ${storage.blobEndpoint}/\nRelativeLocation: mycontainer/myresultsblob.csv\n`,
    )
    expect(readFileSync(join(folder, 'direct.csv'), 'utf8').split(/\r?\n/)[1]).toBe(expectedRow)
  })

  it('does the same through the gateway, with the subscription key of a product', async () => {
    const management = createManagementClient(sluice)
    // The sample product allows five calls a minute, fewer than a program makes that asks each second.
    const added = await management.send('PUT', '/products/unlimited/apis/azureml-demo-api')
    expect(added.ok).toBe(true)
    await management.put('/subscriptions/batch', {
      displayName: 'Batch',
      scope: '/products/unlimited',
      state: 'active',
      primaryKey: subscriptionKey,
    })
    const origin = `${sluice.addresses.gatewayHttp}/azureml-demo`
    const { exitCode, output, errors } = await runTutorial(origin, 'gateway.csv', subscriptionKey)
    expect([exitCode, errors, output.includes('finished!')]).toEqual([0, '', true])
    expect(readFileSync(join(folder, 'gateway.csv'), 'utf8')).toBe(readFileSync(join(folder, 'direct.csv'), 'utf8'))
    const without = await runTutorial(origin, 'none.csv')
    expect(without.output).toContain('The request failed with status code: 401')
  })

  it('passes all five operations of the demo API', async () => {
    const jobs = `${sluice.addresses.gatewayHttp}/azureml-demo${endpoint.path}/jobs`
    const send = (method: string, rest: string, body?: string) =>
      fetch(`${jobs}${rest}?api-version=2.0`, {
        method,
        headers: {
          Authorization: `Bearer ${endpoint.key}`,
          'Ocp-Apim-Subscription-Key': subscriptionKey,
          'Content-Type': 'application/json',
        },
        ...(body === undefined ? {} : { body }),
      })
    const place = { ConnectionString: storage.connectionString, RelativeLocation: 'mycontainer/mydatablob.csv' }
    const submitted = await send('POST', '', JSON.stringify({ Input: place }))
    const text = await submitted.text()
    expect([submitted.status, text]).toEqual([200, expect.stringMatching(/^"[0-9a-f]{32}"$/)])
    const id = JSON.parse(text)
    expect((await readJson(send('GET', `/${id}`))).StatusCode).toBe('NotStarted')
    expect((await send('DELETE', `/${id}`)).status).toBe(200)
    expect((await readJson(send('GET', `/${id}`))).StatusCode).toBe('Cancelled')
    const refused = await send('POST', `/${id}/start`, '')
    expect([refused.status, (await readJson(refused)).error.details[0].code]).toEqual([400, 'CannotStartJob'])
  })

  it('says why a job failed', async () => {
    writeFileSync(join(folder, 'input.csv'), 'Col2,Col3\na,b\n')
    const { exitCode, output } = await runTutorial(sluice.addresses.ml ?? '', 'failed.csv')
    expect([exitCode, output]).toEqual([1, expect.stringContaining('failed!\nError details: Module: ')])
    writeFileSync(join(folder, 'input.csv'), input)
  })

  it('runs the sample of the help page as it is copied', async () => {
    const { webServices, workspace } = sluice.status()
    const [webService] = webServices
    const page = `${sluice.addresses.ml}/apihelp/workspaces/${workspace?.id}/webservices/${webService?.id}/endpoints/${webService?.endpoints[0]?.id}/jobs`
    const html = await (await fetch(page)).text()
    const [, code = ''] = /<pre class="code-snippet-python"><code>(.*?)<\/code><\/pre>/s.exec(html) ?? []
    const text = code
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
    writeFileSync(join(folder, 'input1data.csv'), input)
    const environment = { API_KEY: endpoint.key, STORAGE_CONNECTION_STRING: storage.connectionString }
    const { stdout } = await promisify(execFile)(command, ['-c', text], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...environment },
    })
    expect(stdout).toMatch(/Finished\nDownloaded output1results\.csv\n$/)
    expect(readFileSync(join(folder, 'output1results.csv'), 'utf8').split(/\r?\n/)[1]).toBe(expectedRow)
  })
})
