import { expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

/** A body that says how much of it was read. */
function createBody(chunks: number) {
  let read = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        read += 1
        controller.enqueue(new Uint8Array(16 * 1024).fill(0x20))
        if (read === chunks) controller.close()
      },
    },
    { highWaterMark: 0 },
  )
  return { body, readBytes: () => read * 16 * 1024 }
}

async function send(path: string, headers: Record<string, string> = {}, method = 'POST') {
  const { fetchRaw, base } = await startManagement({ createSamples: false })
  const { body, readBytes } = createBody(1_000)
  const init = { method, headers, body, duplex: 'half' } as RequestInit
  const { status } = await fetchRaw(path.replace('{base}', base), init)
  return { status, readBytes: readBytes() }
}

it.each(['/api/sign-in', '/api/sign-up', '/api/confirm', '/api/reset-password', '/common/oauth2/v2.0/token'])(
  'POST %s reads no more than a form of whoever may be anybody',
  async (path) => {
    const { status, readBytes } = await send(path)
    expect(status).toBe(413)
    expect(readBytes).toBeLessThan(128 * 1024)
  },
)

it.each([
  ['PUT', '{base}/sluice/apis/a?api-version=2024-05-01'],
  ['POST', '/api/tokens'],
  ['POST', '/api/clients'],
  ['POST', '/api/change-password'],
  ['PUT', '/developer/users/1/subscriptions/a?api-version=2024-05-01'],
])('%s %s reads nothing before it knows who sends it', async (method, path) => {
  for (const headers of [{}, { Authorization: 'Bearer nonsense' }]) {
    expect(await send(path, headers as Record<string, string>, method)).toEqual({ status: 401, readBytes: 0 })
  }
})
