// The best of the JavaScript proxies, doing what it does by default: no key, no limit, no log. A process of its own.
import proxy from '@fastify/http-proxy'
import fastify from 'fastify'

const server = fastify()
await server.register(proxy, { upstream: `http://127.0.0.1:${process.argv[2]}`, prefix: '/api0' })
console.log(new URL(await server.listen({ port: 0, host: '127.0.0.1' })).port)
