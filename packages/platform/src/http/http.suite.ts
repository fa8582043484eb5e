/** What every HTTP server and every HTTP client of ours does, whatever is underneath. */
export { describeCalls, type Perform } from './suite/calls.suite.ts'
export { describeHttpClient, type HttpClientSuite } from './suite/client.suite.ts'
export { describeHttpServer, type HttpServerSuite } from './suite/server.suite.ts'
