import { createMemoryLog, type HttpClient } from '@sluice/platform'
import { createUndiciClient } from '@sluice/platform/http-client'
import { afterEach, describe, expect, it } from 'vitest'
import { echoEntries, eventually, issueTestToken, startTestStream, type TestStream } from './gateway-role.fixture.ts'
import { followSnapshotStream, type SnapshotStreamOptions } from './snapshot-stream.ts'

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

function follow(options: Partial<SnapshotStreamOptions> & Pick<SnapshotStreamOptions, 'address'>) {
  const client: HttpClient = createUndiciClient()
  const log = createMemoryLog()
  const lines: string[] = []
  const stream = followSnapshotStream({
    client,
    log,
    issueToken: issueTestToken,
    after: () => undefined,
    onLine(line) {
      lines.push(line)
      return true
    },
    random: () => 0,
    ...options,
  })
  cleanUps.push(
    () => client.close(),
    () => stream.close(),
  )
  return { stream, log, lines }
}

async function start(): Promise<TestStream> {
  const stream = await startTestStream(echoEntries())
  cleanUps.push(() => stream.close())
  return stream
}

describe('the snapshot stream', () => {
  it('is given up when it falls silent, and asked for again', async () => {
    const management = await start()
    management.setSilent()
    const { log } = follow({ address: () => management.address, silenceMs: 30 })
    await eventually(() => management.asked.length === 3)
    expect(log.records[0]?.fields.reason).toBe('management fell silent')
  })

  it('waits for an address, and takes another one at once', async () => {
    const [first, second] = [await start(), await start()]
    let address: string | undefined
    const { stream, lines } = follow({ address: () => address })
    address = first.address
    stream.wake()
    await eventually(() => lines.length === 1)
    address = second.address
    stream.wake()
    await eventually(() => lines.length === 2)
    expect([first.asked, second.asked]).toEqual([[''], ['']])
    first.change([])
    second.change([])
    await eventually(() => lines.length === 3)
  })

  it('begins anew after a line that does not follow', async () => {
    const management = await start()
    follow({ address: () => management.address, onLine: () => false })
    await eventually(() => management.asked.length === 3)
  })

  it('says what a refusal means once it is no passing trouble, and goes on trying', async () => {
    const management = await start()
    const { log } = follow({ address: () => management.address, issueToken: async () => 'of another installation' })
    await eventually(() => log.records.some(({ level }) => level === 'warn'))
    const warning = log.records.find(({ level }) => level === 'warn')
    expect(warning?.fields).toEqual({
      reason: "management refuses this gateway's token (401); both need the same secret key",
      attempts: 4,
    })
    await eventually(() => log.records.length === 5)
    expect(JSON.stringify(log.records)).not.toContain('of another installation')
  })

  it('keeps to the path of a management that is reached through another server', async () => {
    const management = await start()
    const { log } = follow({ address: () => `${management.address}/behind/` })
    await eventually(() => log.records.length === 1)
    expect(management.asked).toEqual([])
  })

  it('is quiet when it is closed', async () => {
    const management = await start()
    const { stream, lines, log } = follow({ address: () => management.address })
    await eventually(() => lines.length === 1)
    stream.close()
    management.change([])
    management.breakConnections()
    await new Promise<void>((resolve) => setTimeout(resolve, 50))
    expect([lines.length, log.records.length, management.asked.length]).toEqual([1, 0, 1])
  })
})
