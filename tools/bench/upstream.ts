// The backend of all subjects: answers small JSON as quickly as Node can. A process of its own, on the load's core.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const body = Buffer.from('{"ok":true,"message":"a small answer of a backend"}')
const headers = { 'Content-Type': 'application/json', 'Content-Length': body.byteLength }
const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  request.resume()
  response.writeHead(200, headers).end(body)
})
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
