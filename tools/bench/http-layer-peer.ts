// An HTTP server and client that the gateway can stand on, joined to a proxy without any policy: what the gateway adds is
// the difference to this. A process of its own. Arguments: port of the backend, engine.
import type { ResponseWriter } from '@sluice/platform'
import { clientOf, type HttpEngine, listenWith } from '../../apps/server/src/http-engine.ts'

const [port, engine] = process.argv.slice(2) as [string, HttpEngine]
const origin = `http://127.0.0.1:${port}`
const client = clientOf(engine, [])
const server = await listenWith(engine)({ host: '127.0.0.1', port: 0 }, (call) => {
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
