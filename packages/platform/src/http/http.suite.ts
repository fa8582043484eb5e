/** What every HTTP server and every HTTP client of ours does, whatever is underneath. */
export { describeCalls, type Perform } from './suite/calls.suite.ts'
export { describeHttpClient, type HttpClientSuite } from './suite/client.suite.ts'
export { connectRaw, listenRaw, type RawConnection, type RawServer } from './suite/raw-connection.ts'
export { describeHttpServer, type HttpServerSuite } from './suite/server.suite.ts'
export { open, type PlainRequest, type PlainResponse, serve, talk } from './suite/serving.ts'
export { type StrictnessCase, strictnessCases } from './suite/strictness-cases.ts'
