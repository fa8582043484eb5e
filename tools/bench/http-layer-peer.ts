// The HTTP server and client that the gateway stands on, joined to a proxy without any policy: what the gateway adds is
// the difference to this. A process of its own.
import type { ResponseWriter } from '@sluice/platform'
import { createUndiciClient } from '@sluice/platform/http-client'
import { listenWithNode } from '@sluice/platform/http-server'

const origin = `http://127.0.0.1:${process.argv[2]}`
const client = createUndiciClient()
const server = await listenWithNode({ host: '127.0.0.1', port: 0 }, (call) => {
  let writer: ResponseWriter | undefined
  const { method, target, headers, body } = call
  const flow = client.send(
    { origin, method, target, headers, body, headTimeoutMs: 30_000 },
    {
      onHead(head) {
        writer = call.respondStream(head)
        writer.onDrain(() => flow.resume())
      },
      onData(chunk) {
        if (writer?.write(chunk) === false) flow.pause()
      },
      onEnd: () => writer?.end(),
      onError(error) {
        if (writer === undefined) call.respond({ status: 502, headers: [] }, error.message)
        else writer.abort()
      },
    },
  )
  call.onAbort(() => flow.cancel())
})
console.log(server.port)
