// The backend of all subjects, a process of its own on the load's core. It reads raw sockets and counts the ends of
// request heads, because a backend of node:http would be slower than nginx and hold all subjects down to its own speed.
import { type AddressInfo, createServer } from 'node:net'

const body = '{"ok":true,"message":"a small answer of a backend"}'
const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
)

const server = createServer({ noDelay: true }, (socket) => {
  let rest = ''
  socket.on('data', (chunk: Buffer) => {
    const heads = (rest + chunk.toString('latin1')).split('\r\n\r\n')
    rest = heads.pop() ?? ''
    if (heads.length === 1) socket.write(answer)
    else if (heads.length > 1) socket.write(Buffer.concat(heads.map(() => answer)))
  })
  // A subject that stops breaks its connections; the backend goes on for the next one.
  socket.on('error', () => {})
})
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
