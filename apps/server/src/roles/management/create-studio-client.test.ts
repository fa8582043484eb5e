import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createStudioClient } from './create-studio-client.ts'

describe('calls to the studio', () => {
  it('go to where its role is', async () => {
    const server = createServer(({ url, method }, answer) => answer.end(`${method} ${url}`))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const answer = await createStudioClient(() => address)('/studio/workspaces?x=1', { method: 'DELETE' })
    expect(await answer.text()).toBe('DELETE /studio/workspaces?x=1')
    server.close()
  })

  it('say when it is away', async () => {
    for (const address of [null, 'http://127.0.0.1:1']) {
      const call = createStudioClient(() => address)('/studio/workspaces', {})
      await expect(call).rejects.toMatchObject({ code: 'StudioNotReachable', status: 503 })
    }
  })
})
