export { createHttp1Client, type Http1ClientOptions } from './client/create-http1-client.ts'
export { listenWithHttp1 } from './server/listen-with-http1.ts'
