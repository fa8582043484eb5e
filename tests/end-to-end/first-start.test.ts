import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPython, runPython } from '../compatibility/run-python.ts'
import { type RunningSluice, startSluice } from '../support/start-sluice.ts'

const golden = ['1', '1', '2', '2', '0', '2', '0', '1']

interface ScoreAnswer {
  readonly Results: { readonly output1: { readonly value: { readonly Values: readonly (readonly string[])[] } } }
}

/** As a person pastes it. */
const paste = (line: string) => execFileSync('bash', ['-c', line], { encoding: 'utf8' })
const hashedWords = (answer: string) =>
  (JSON.parse(answer) as ScoreAnswer).Results.output1.value.Values[0]?.slice(-golden.length)

const python = findPython()

let sluice: RunningSluice
let printed: string
let callsThroughGateway = 0
beforeAll(async () => {
  sluice = await startSluice({ environment: { SLUICE_LOG: 'debug' } })
  printed = sluice.output().stdout
})
afterAll(() => sluice.remove())

const throughGateway = () => sluice.curlLines()[0] ?? ''
const direct = () => sluice.curlLines()[1] ?? ''

describe('the first start', () => {
  it('prints the addresses, the sign-in and two calls', () => {
    const { management, managementHttps, gatewayHttp, gatewayHttps, ml, storage } = sluice.addresses
    for (const address of [management, managementHttps, gatewayHttp, gatewayHttps, ml, storage]) {
      expect(address).toMatch(/^https?:\/\/localhost:\d+$/)
      expect(printed).toContain(address)
    }
    expect(printed).toMatch(/^Sign in as administrator: admin@sluice\.local with password \S{12,}$/m)
    expect(sluice.curlLines()).toHaveLength(2)
    expect(throughGateway()).toContain(`'${gatewayHttp}/`)
    expect(direct()).toContain(`'${ml}/`)
  })

  it('prints calls that score the sentence when they are pasted', () => {
    expect(hashedWords(paste(direct()))).toEqual(golden)
    expect(hashedWords(paste(throughGateway()))).toEqual(golden)
    callsThroughGateway++
  })

  it('prints a call that works over TLS with the local authority', () => {
    const line = throughGateway()
      .replace(sluice.addresses.gatewayHttp ?? '', sluice.addresses.gatewayHttps ?? '')
      .replace('curl ', `curl --cacert '${join(sluice.dataFolder, 'ca.pem')}' `)
    expect(hashedWords(paste(line))).toEqual(golden)
    callsThroughGateway++
  })

  it.skipIf('reason' in python)(
    `prints what the tutorial's program in Python needs, for both ways${'reason' in python ? `: ${python.reason}` : ''}`,
    async () => {
      const command = 'command' in python ? python.command : ''
      for (const line of [direct(), throughGateway()]) {
        const url = /'(http[^']+)'/.exec(line)?.[1] ?? ''
        const endpointKey = /Bearer ([^']+)'/.exec(line)?.[1] ?? ''
        const subscriptionKey = /Ocp-Apim-Subscription-Key: ([^']+)'/.exec(line)?.[1] ?? ''
        const { exitCode, output, errors } = await runPython(command, 'request_response.py', [
          url,
          endpointKey,
          subscriptionKey,
        ])
        expect([exitCode, errors]).toEqual([0, ''])
        expect(hashedWords(output)).toEqual(golden)
      }
      callsThroughGateway++
    },
  )

  it('prints a subscription key that opens five calls a minute', () => {
    for (; callsThroughGateway < 5; callsThroughGateway++) expect(hashedWords(paste(throughGateway()))).toEqual(golden)
    const refused = paste(throughGateway().replace('curl ', "curl -w '\\n%{http_code}' "))
    const [body = '', status] = refused.split('\n')
    expect(status).toBe('429')
    expect(body).toMatch(/^\{ "statusCode": 429, "message": "Rate limit is exceeded\. Try again in \d\d seconds\." \}$/)
    expect(Buffer.byteLength(body)).toBe(84)
  })

  it('prints a key without which nobody gets in', () => {
    const line = throughGateway().replace(/ -H 'Ocp-Apim-Subscription-Key: [^']+'/, " -o /dev/null -w '%{http_code}'")
    expect(paste(line)).toBe('401')
    const keyless = direct().replace(/ -H 'Authorization: [^']+'/, " -o /dev/null -w '%{http_code}'")
    expect(paste(keyless)).toBe('401')
  })
})

describe('secrets', () => {
  it('are nowhere but in what was printed once', () => {
    const secrets = [
      /with password (\S+)/.exec(printed)?.[1],
      /Ocp-Apim-Subscription-Key: ([^']+)'/.exec(throughGateway())?.[1],
      /Bearer ([^']+)'/.exec(direct())?.[1],
    ].filter((secret) => secret !== undefined)
    expect(secrets).toHaveLength(3)
    expect(findIn(sluice.run('status').stdout, secrets)).toEqual([])
    expect(findIn(sluice.run('status', '--json').stdout, secrets)).toEqual([])
    expect(findIn(sluice.run('doctor').stdout, secrets)).toEqual([])
    expect(findIn(sluice.output().stderr, secrets)).toEqual([])
    const files = readdirSync(sluice.dataFolder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(sluice.dataFolder, name))
      .filter((path) => statSync(path).isFile())
    expect(files.length).toBeGreaterThan(3)
    expect(files.filter((path) => findIn(readFileSync(path, 'latin1'), secrets).length > 0)).toEqual([])
  })

  const findIn = (text: string, secrets: readonly string[]) => secrets.filter((secret) => text.includes(secret))

  it('lie in files that only their owner can read', () => {
    const open = readdirSync(sluice.dataFolder, { recursive: true, encoding: 'utf8' }).filter((name) => {
      const stats = statSync(join(sluice.dataFolder, name))
      return stats.isFile() && (stats.mode & 0o077) !== 0
    })
    // What anyone may know: the certificate that clients trust, the addresses, and who holds the folder.
    const mayBeOpen = ['addresses.json', 'ca.pem', 'lock.pid', 'lock.db', 'lock.db-journal']
    expect(open.filter((name) => !mayBeOpen.includes(name))).toEqual([])
  })
})

describe('the status', () => {
  it('has its shape, with ids and addresses', () => {
    const id = expect.stringMatching(/^[0-9a-f]{32}$/)
    expect(sluice.status()).toEqual({
      addresses: sluice.addresses,
      instance: {
        name: expect.any(String),
        subscriptionId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        resourceGroup: expect.any(String),
      },
      workspace: { id },
      webServices: [{ name: 'SimpleFeatureHashingExperiment', id, endpoints: [{ name: 'default', id }] }],
    })
    expect(Object.keys(sluice.status())).toEqual(['addresses', 'instance', 'workspace', 'webServices'])
  })

  it('is told to a person, too', () => {
    const { exitCode, stdout } = sluice.run('status')
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^ {2}management +ready$/m)
    expect(stdout).toMatch(/^ {2}gateway +ready$/m)
    expect(stdout).toMatch(/^ {2}ml +ready$/m)
    expect(stdout).toContain(sluice.status().workspace?.id)
  })
})

describe('the doctor', () => {
  it('finds nothing wrong while the program runs', () => {
    const { exitCode, stdout } = sluice.run('doctor')
    expect(stdout).not.toMatch(/^(warn|fail)/m)
    expect(exitCode).toBe(0)
  })
})

describe('health', () => {
  it.each(['management', 'gatewayHttp', 'ml'] as const)('is answered by %s', async (name) => {
    for (const path of ['/health/live', '/health/ready']) {
      const response = await fetch(`${sluice.addresses[name]}${path}`)
      expect([name, path, response.status]).toEqual([name, path, 200])
    }
  })
})

describe('a second start', () => {
  it('on the same folder is refused while the first runs', () => {
    expect(sluice.run('start')).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `The data folder ${sluice.dataFolder} is in use by process ${sluice.pid}. Stop that one, or choose another folder with SLUICE_DATA.\n`,
    })
  })

  it('after a stop prints no secret again and serves what was there', async () => {
    const { workspace, webServices, instance } = sluice.status()
    expect(await sluice.interrupt()).toBe(0)
    const stopped = JSON.parse(sluice.run('status', '--json').stdout)
    expect(stopped).toMatchObject({ addresses: { management: null, gatewayHttp: null, ml: null }, instance, workspace })
    const lines = sluice.curlLines()
    const ports = Object.entries({
      SLUICE_ML_PORT: sluice.addresses.ml,
      SLUICE_GATEWAY_HTTP_PORT: sluice.addresses.gatewayHttp,
    }).map(([name, address]) => [name, new URL(address ?? '').port])
    const again = await startSluice({ dataFolder: sluice.dataFolder, environment: Object.fromEntries(ports) })
    try {
      expect(again.curlLines()).toEqual([])
      expect(again.output().stdout).not.toContain('password')
      expect(again.status()).toMatchObject({ instance, workspace, webServices })
      expect(hashedWords(paste(lines[1] ?? ''))).toEqual(golden)
    } finally {
      await again.remove()
    }
  })
})
